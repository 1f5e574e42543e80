/** A set of clips in files, as its header and its list tell. */
import { Info, TriangleAlert } from 'lucide-react'
import type { ClipInspection } from '../../../shared/contract/clipFiles.ts'
import { NumberField, TextField } from '../../components/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import { bytes, count } from '../../state/format.ts'
import { errorOf } from '../../state/messages.ts'
import type { ImportChoices } from './inspection.ts'

interface ClipsFoundProps {
  found: ClipInspection | null
  error: unknown
  choices: ImportChoices
  onChange(choices: ImportChoices): void
  catalogue: { folder: string; onChange(folder: string): void } | null
}

export function ClipsFound({ found, error, choices, onChange, catalogue }: ClipsFoundProps) {
  if (!found) {
    const { message, hint } = errorOf(error)
    return (
      <div className="found" role="alert">
        <p className="note2">
          <Icon of={TriangleAlert} />
          <span>
            {message} {hint}
          </span>
        </p>
      </div>
    )
  }
  const { clips, frames, width, height, type, kinds, tracks, notes } = found
  const facts: [string, string][] = [
    ['Clips', `${count(clips)} of ${count(frames)} frames`],
    ['Picture', `${width}×${height} px, ${type}`],
    ['Size', `${bytes(found.bytes)}; the pixels stay where they are`],
    ['Kinds', tellCounts(kinds)],
    ['Tracks', count(tracks)],
  ]
  return (
    <div className="found" aria-live="polite">
      <section className="found-seq">
        <h3>
          <b className="strong">A set of clips</b> {found.file}
        </h3>
        <dl>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {notes.map((note) => (
        <p key={note} className="found-note">
          <Icon of={Info} />
          <span>{note}</span>
        </p>
      ))}
      <div className="found-fields">
        <NumberField
          label="Frames per second"
          value={choices.fps ?? found.fps}
          min={0.1}
          max={1000}
          onChange={(fps) => onChange({ ...choices, fps })}
        />
        {catalogue && (
          <TextField label="New catalogue" value={catalogue.folder} onChange={catalogue.onChange} />
        )}
      </div>
    </div>
  )
}

function tellCounts(kinds: Record<string, number>): string {
  const told = Object.entries(kinds).filter(([, clips]) => clips > 0)
  return told.map(([kind, clips]) => `${kind} ${count(clips)}`).join(', ') || 'not told'
}
