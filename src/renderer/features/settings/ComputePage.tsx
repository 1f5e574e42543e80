/** What computes, what reads films, and what this machine has of both. */
import { useQuery } from '@tanstack/react-query'
import { Ban, Check, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Part } from '../../../shared/contract/engine.ts'
import { type Backend, backends } from '../../../shared/words.ts'
import { Button } from '../../components/Button.tsx'
import { SelectField, TextField } from '../../components/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import { engine } from '../../state/engine.ts'
import { errorOf } from '../../state/messages.ts'
import { keys, outdate, useInfo } from '../../state/queries.ts'
import { saveSettings, useSettings } from '../../state/settings.ts'

const backendOptions = [
  { value: 'best', title: 'The best that works' },
  { value: 'tensorflow', title: 'tensorflow: the native library' },
  { value: 'wasm', title: 'wasm: WebAssembly' },
  { value: 'webgpu', title: 'webgpu: the graphics card, by choice' },
  { value: 'cpu', title: 'cpu: plain JavaScript, slow' },
] as const

async function save(patch: Parameters<typeof saveSettings>[0]): Promise<void> {
  await saveSettings(patch)
  outdate('info', 'doctor', 'plan')
}

export function ComputePage() {
  const settings = useSettings((state) => state.settings)
  const info = useInfo().data
  const [path, setPath] = useState(settings.ffmpegPath ?? '')
  useEffect(() => setPath(settings.ffmpegPath ?? ''), [settings.ffmpegPath])
  return (
    <>
      <section>
        <h2>Training and scoring</h2>
        <SelectField
          label="Backend"
          value={settings.backend ?? 'best'}
          options={backendOptions}
          onChange={(value) =>
            void save({ backend: backends.find((one): one is Backend => one === value) ?? null })
          }
        />
        <p className="muted">In use now: {info?.backendDetail || 'being loaded…'}</p>
      </section>
      <section>
        <h2>Films</h2>
        <form
          className="settings-line"
          onSubmit={(event) => {
            event.preventDefault()
            void save({ ffmpegPath: path.trim() === '' ? null : path.trim() })
          }}
        >
          <TextField label="Path of ffmpeg; empty = the one that is found" value={path} onChange={setPath} />
          <Button type="submit">Use it</Button>
        </form>
        <p className="muted">
          {info?.ffmpeg
            ? `In use now: ffmpeg ${info.ffmpeg}`
            : 'No ffmpeg works: films can neither be read nor written.'}
        </p>
      </section>
      <Doctor />
    </>
  )
}

const marks = { found: Check, absent: Ban, broken: TriangleAlert }

function Doctor() {
  const parts = useQuery({ queryKey: keys.doctor, queryFn: () => engine.engine.doctor() })
  return (
    <section>
      <h2>What this machine has</h2>
      {parts.error && <p>{errorOf(parts.error).message}</p>}
      {parts.isPending && <p className="muted">Looking…</p>}
      {parts.data && (
        <table className="doctor">
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col">State</th>
              <th scope="col">Version</th>
              <th scope="col">Why, where</th>
            </tr>
          </thead>
          <tbody>
            {parts.data.map((part) => (
              <PartRow key={part.id} part={part} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function PartRow({ part }: { part: Part }) {
  return (
    <tr>
      <td className="strong">{part.name}</td>
      <td>
        <span className="ks">
          <Icon of={marks[part.state]} size={12} />
          {part.state}
        </span>
      </td>
      <td>{part.version ?? '–'}</td>
      <td className="doctor-why">{part.detail}</td>
    </tr>
  )
}
