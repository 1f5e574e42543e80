/** Right: the run in hand, how far it is, and its three curves. */
import { Cpu, Play } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Run } from '../../../shared/contract/learning.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Meter } from '../../components/Meter.tsx'
import { cancelJob, resumeJob, type SeenJob, useJobs } from '../../state/jobs.ts'
import { useInfo } from '../../state/queries.ts'
import { go } from '../../state/route.ts'
import { clock, epochsWanted, secondsLeft } from './progress.ts'
import { recipeSummary } from './recipe.ts'
import { RunCharts } from './RunCharts.tsx'
import { TaskCharts } from './TaskCharts.tsx'
import { isTraining } from './useLiveRuns.ts'

interface RunPanelProps {
  run: Run | undefined
  before: Run | undefined
  runs: readonly Run[]
  loaded: boolean
}

export function RunPanel({ run, before, runs, loaded }: RunPanelProps) {
  const job = useJobs((state) => state.jobs.find(({ id }) => id === run?.job))
  const info = useInfo().data
  if (!run) {
    return loaded ? (
      <p className="tr-none">No run yet. What is trained appears here: losses, figures, time left.</p>
    ) : null
  }
  const backend = isTraining(run) || run.backend === info?.backend ? info?.backendDetail : run.backend
  return (
    <>
      <div className="ph">
        <h2>Run {run.id}</h2>
        <span className="muted ell">
          {recipeSummary(run.recipe)} · seed {run.recipe.seed}
        </span>
        <span className="sp" />
        <span className="ks muted" title="Where it is trained">
          <Icon of={Cpu} size={12} />
          {backend ?? 'not known yet'}
        </span>
        <span className="vr" />
        <RunAct run={run} job={job} />
      </div>
      <RunProgress run={run} job={job} />
      <RunCharts
        run={run}
        before={before}
        baselines={run.baselines.length > 0 ? run.baselines : doneBaselines(runs)}
      />
      <TaskCharts run={run} />
    </>
  )
}

const doneBaselines = (runs: readonly Run[]) =>
  runs.find(({ baselines }) => baselines.length > 0)?.baselines ?? []

export function RunAct({ run, job, quiet }: { run: Run; job: SeenJob | undefined; quiet?: boolean }) {
  const variant = quiet ? 'quiet' : 'plain'
  const { job: id } = run
  if (isTraining(run) && id !== null) {
    return (
      <Button variant={variant} onClick={() => void cancelJob(id)}>
        {run.sweep === null ? 'Cancel' : 'Cancel sweep'}
      </Button>
    )
  }
  if (run.state === 'done') {
    return (
      <Button variant={variant} onClick={() => go('evaluate', { run: run.id })}>
        Evaluate
      </Button>
    )
  }
  if (id === null || !job?.resumable) return null
  return (
    <Button variant={variant} icon={Play} onClick={() => void resumeJob(id)}>
      {run.sweep === null ? 'Resume' : 'Resume sweep'}
    </Button>
  )
}

/** The time now, every second while it is asked for. */
function useNow(on: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!on) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [on])
  return now
}

function RunProgress({ run, job }: { run: Run; job: SeenJob | undefined }) {
  const running = run.state === 'running'
  const now = useNow(running)
  const { epochs } = run
  const wanted = epochsWanted(run)
  const spent = epochs.reduce((sum, { seconds }) => sum + seconds, 0)
  // A sweep's job is as old as its first run; of its runs the start is known.
  const began = run.sweep === null ? job?.startedAt : run.startedAt
  const gone = running && began ? (now - began) / 1000 : (run.seconds ?? spent)
  const left = running ? secondsLeft(epochs, wanted, Math.max(0, gone - spent)) : null
  const speed = epochs.at(-1)?.tracksPerSecond
  const told = running && job?.progress && job.progress.total > 0 ? job.progress : null
  const steps = run.sweep === null ? told : null
  return (
    <div className="tr-progress">
      <div className="tr-now">
        <b className="strong">{words[run.state]}</b>
        <span>{epochWords(run, job)}</span>
        {run.sweep !== null && told && (
          <span className="muted">
            {told.phase.replace(/^Run \d+, /, 'run ')} of sweep {run.sweep}, {told.done} of {told.total}{' '}
            epochs
          </span>
        )}
        <span className="sp" />
        {steps && (
          <span className="muted">
            {steps.unit.replace(/s$/, '')} {steps.done} of {steps.total}
          </span>
        )}
        {speed !== undefined && (
          <span className="muted">{Math.round(speed).toLocaleString('en')} tracks/s</span>
        )}
        {gone > 0 && <span className="muted">{clock(gone)} gone</span>}
        {left !== null && <span className="strong">{clock(left)} left</span>}
      </div>
      <Meter done={epochs.length + (steps ? steps.done / steps.total : 0)} total={wanted} label="Epochs" />
      {run.error && <p className="tr-error">{run.error}</p>}
      {run.state === 'interrupted' && (
        <p className="tr-error">The engine ended in the middle. It can go on from its last checkpoint.</p>
      )}
    </div>
  )
}

const words: Record<Run['state'], string> = {
  waiting: 'Waiting',
  running: 'Training',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
}

function epochWords(run: Run, job: SeenJob | undefined): string {
  const { epochs, bestEpoch, state } = run
  const wanted = epochsWanted(run)
  if (state === 'running') {
    const phase = run.sweep === null ? job?.progress?.phase : undefined
    return phase && !phase.startsWith('Epoch')
      ? phase.toLowerCase()
      : `epoch ${Math.min(wanted, epochs.length + 1)} of ${wanted}`
  }
  const kept = bestEpoch === null ? '' : `, kept ${bestEpoch}`
  return `${epochs.length} of ${wanted} epochs${kept}`
}
