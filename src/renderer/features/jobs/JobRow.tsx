/** One job: its name, where it stands, what can be done about it. */
import { Ban, Check, CirclePause, Clock, Loader, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { JobState } from '../../../shared/jobs.ts'
import { Artifacts } from '../../components/Artifacts.tsx'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Meter } from '../../components/Meter.tsx'
import { clock, count, duration } from '../../state/format.ts'
import { isUndoable, undoImport } from '../../state/imports.ts'
import { cancelJob, isActive, resumeJob, type SeenJob } from '../../state/jobs.ts'

const icons: Record<JobState, typeof Check> = {
  waiting: Clock,
  running: Loader,
  done: Check,
  failed: TriangleAlert,
  cancelled: Ban,
  interrupted: CirclePause,
}
/** From here on a rate and the time left say something. */
const soonMs = 10_000

export function JobRow({ job }: { job: SeenJob }) {
  const { progress } = job
  const ended = job.state !== 'running' && job.state !== 'waiting'
  return (
    <li aria-label={`${job.title}: ${job.state}`}>
      <Icon of={icons[job.state]} />
      <span className="tray-words">
        <b>
          {job.title}
          {job.state !== 'running' && job.state !== 'done' && `: ${job.state}`}
        </b>
        <JobWords job={job} />
      </span>
      <span className="ks">
        {isActive(job) && (
          <Button variant="quiet" onClick={() => void cancelJob(job.id)}>
            Cancel
          </Button>
        )}
        {ended && job.state !== 'done' && job.resumable && (
          <Button onClick={() => void resumeJob(job.id)}>Resume</Button>
        )}
        {isUndoable(job) && (
          <Button
            variant="quiet"
            tip="Takes its tracks out of the catalogue again"
            onClick={() => void undoImport(job.id)}
          >
            Undo
          </Button>
        )}
      </span>
      {progress && !(ended && job.state !== 'interrupted') && (
        <Meter done={progress.done} total={progress.total} label={`${job.title}, ${progress.phase}`} />
      )}
      {job.artifacts.length > 0 && <Artifacts artifacts={job.artifacts} />}
    </li>
  )
}

function JobWords({ job }: { job: SeenJob }) {
  const now = useNow(job.state === 'running')
  if (job.state === 'failed' && job.error) {
    return (
      <span>
        {job.error.message} {job.error.hint}
      </span>
    )
  }
  if (job.state === 'waiting') return <span>waits for its turn</span>
  if (job.state === 'running') return <span>{runningWords(job, now)}</span>
  if (job.state === 'interrupted')
    return <span>{[progressWords(job), 'the engine stopped while it ran'].filter(Boolean).join(' · ')}</span>
  const took =
    job.startedAt !== null && job.endedAt !== null
      ? ` · ${duration((job.endedAt - job.startedAt) / 1000)}`
      : ''
  const undone = job.result['undone'] === true ? ' · undone since' : ''
  return (
    <span>{`${job.state} ${job.endedAt === null ? '' : clock(job.endedAt, false)}${took}${undone}`}</span>
  )
}

function progressWords({ progress }: SeenJob): string {
  if (!progress) return ''
  const done =
    progress.total > 0
      ? `${count(progress.done)} of ${count(progress.total)} ${progress.unit}`
      : `${count(progress.done)} ${progress.unit}`
  return `${progress.phase} · ${done}`
}

function runningWords(job: SeenJob, now: number): string {
  const words = [progressWords(job) || 'begins']
  const { rate, progress, startedAt } = job
  if (rate && progress && startedAt !== null && now - startedAt >= soonMs) {
    words.push(`${rate >= 10 ? count(Math.round(rate)) : rate.toFixed(1)}/s`)
    if (progress.total > 0) words.push(`${duration((progress.total - progress.done) / rate)} left`)
  }
  return words.join(' · ')
}

/** The time, renewed every second while it matters. */
function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [running])
  return now
}
