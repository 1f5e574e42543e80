/** A job that brings a set of clips into the catalogue: how far it is and how fast, then the set's report. */
import { CircleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { count, duration, plural } from '../state/format.ts'
import { errorOf } from '../state/messages.ts'
import { isActive, type SeenJob, useJobs } from '../state/jobs.ts'
import { Icon } from './Icon.tsx'
import { Meter } from './Meter.tsx'
import { ReportProgress, RuleShares, SetReport, useSetReport } from './SetReport.tsx'
import './SetJob.css'

export const useSetJob = (id: number | null): SeenJob | undefined =>
  useJobs(({ jobs }) => (id === null ? undefined : jobs.find((job) => job.id === id)))

export function SetJob({ job }: { job: SeenJob | undefined }) {
  if (!job || isActive(job)) return <Running job={job} />
  if (job.state === 'done') return <Made job={job} />
  return (
    <div className="set-job" role="alert">
      <h3>
        <Icon of={CircleAlert} /> {job.title}: {job.state}
      </h3>
      <p>
        {job.error
          ? `${job.error.message} ${job.error.hint}`
          : job.state === 'interrupted'
            ? 'The engine stopped while it ran. It can be resumed among the jobs.'
            : 'Nothing of it was kept.'}
      </p>
    </div>
  )
}

function Running({ job }: { job: SeenJob | undefined }) {
  const seconds = useSeconds(job?.startedAt ?? null)
  const progress = job?.progress
  // Until a second of a phase has passed, what the whole took says how fast it goes.
  const rate = job?.rate ?? (progress && seconds > 0.2 ? progress.done / seconds : 0)
  return (
    <div className="set-job" aria-live="off">
      <h3>{job?.title ?? 'It begins'}</h3>
      <Meter done={progress?.done ?? 0} total={progress?.total ?? 0} label={job?.title ?? 'Progress'} />
      <p>
        {progress
          ? `${progress.phase}, ${count(progress.done)} of ${count(progress.total)} ${progress.unit}`
          : 'waits for its turn'}
        {progress && rate > 0 && (
          <span className="muted">
            {' '}
            · {rateOf(rate, progress.unit)} · {duration((progress.total - progress.done) / rate)} left
          </span>
        )}
      </p>
      <p className="muted">It goes on when this is closed; Jobs, in the top bar, shows how far it is.</p>
    </div>
  )
}

function Made({ job }: { job: SeenJob }) {
  const { source, clips, tracks, notes } = job.result as {
    source: number
    clips: number
    tracks: number
    notes?: string[]
  }
  const report = useSetReport(source, clips)
  const seconds = ((job.endedAt ?? 0) - (job.startedAt ?? 0)) / 1000
  return (
    <div className="set-job">
      <h3 role="status">
        {plural(clips, 'clip')} with {plural(tracks, 'track')},{' '}
        {rateOf(clips / Math.max(seconds, 0.001), 'clips')}
      </h3>
      {notes?.map((note) => (
        <p key={note} className="muted">
          {note}
        </p>
      ))}
      {report.data ? (
        <>
          <p>
            Sorted by one threshold on <RuleShares report={report.data} /> (balanced over both classes).
          </p>
          <SetReport report={report.data} />
        </>
      ) : report.error ? (
        <p className="muted">{errorOf(report.error).message}</p>
      ) : (
        <ReportProgress source={source} />
      )}
    </div>
  )
}

const rateOf = (rate: number, unit: string): string =>
  `${rate >= 10 ? count(Math.round(rate)) : rate.toFixed(1)} ${unit}/s`

/** Seconds since then, several times a second. */
function useSeconds(since: number | null): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (since === null) return
    const timer = setInterval(() => setSeconds((Date.now() - since) / 1000), 200)
    return () => clearInterval(timer)
  }, [since])
  return seconds
}
