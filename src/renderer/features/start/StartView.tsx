/** The first thing to see: three ways in, and the catalogues of before. */
import { FileVideo, Import, Sparkles, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '../../components/Icon.tsx'
import { Keys, useKeysOf } from '../../components/Keys.tsx'
import { Meter } from '../../components/Meter.tsx'
import { useHandlers } from '../../state/commands.ts'
import { openDialog } from '../../state/dialogs.ts'
import { count } from '../../state/format.ts'
import { useJobs } from '../../state/jobs.ts'
import { RecentCatalogues } from './RecentCatalogues.tsx'
import { trySample, useSample } from './sample.ts'
import './startCommands.ts'
import './start.css'

const importTracks = (): void => openDialog({ name: 'import', files: [] })
const openFilm = (): void => openDialog({ name: 'import', files: [], film: true })

export function StartView() {
  useHandlers({
    'start.sample': () => void trySample(),
    'start.import': importTracks,
    'start.film': openFilm,
  })
  return (
    <div className="view startv">
      <div className="start-in">
        <div className="wel">
          <h1>Tell the tracks that are objects from those that are not</h1>
          <p className="muted">
            Judge some tracks, train a small model, filter the rest. Everything stays on this computer.
          </p>
        </div>
        <div className="choices">
          <Choice
            command="start.sample"
            icon={Sparkles}
            title="Try it with sample clips"
            primary
            onChoose={() => void trySample()}
          >
            <SampleState />
          </Choice>
          <Choice command="start.import" icon={Import} title="Import tracks…" onChoose={importTracks}>
            MOTChallenge results, with their film and labels
          </Choice>
          <Choice
            command="start.film"
            icon={FileVideo}
            title="Open a video with its tracks…"
            onChoose={openFilm}
          >
            A film, and the file in which your tracker wrote what it found
          </Choice>
        </div>
        <RecentCatalogues />
        <div className="drop">
          <Icon of={Upload} />
          Or drop tracks with their film, or a catalogue, anywhere in this window
        </div>
      </div>
    </div>
  )
}

interface ChoiceProps {
  command: string
  icon: typeof Sparkles
  title: string
  primary?: boolean
  children: ReactNode
  onChoose(): void
}

function Choice({ command, icon, title, primary, children, onChoose }: ChoiceProps) {
  const keys = useKeysOf(command)
  return (
    <button type="button" className={`choice ${primary ? 'prim' : ''}`} onClick={onChoose}>
      <Icon of={icon} size={20} />
      <span className="ct">
        <b>{title}</b>
        <span>{children}</span>
      </span>
      {keys !== '' && <Keys keys={keys} />}
    </button>
  )
}

function SampleState() {
  const id = useSample((state) => state.job)
  const job = useJobs((state) => state.jobs.find((one) => one.id === id))
  if (id === null) return '200 generated clips to judge; needs no file of yours'
  const progress = job?.progress
  if (!progress || progress.total === 0) return 'Making a catalogue…'
  return (
    <span className="sample-state">
      {progress.phase}: {count(progress.done)} of {count(progress.total)} {progress.unit}
      <Meter done={progress.done} total={progress.total} label="Sample clips" />
    </span>
  )
}
