/** The job that makes a report: how far it is and how to end it, else how to begin. */
import type { JobKind } from '../../../shared/jobs.ts'
import { Button } from '../../components/Button.tsx'
import { Meter } from '../../components/Meter.tsx'
import { cancelJob, isActive, resumeJob, useJobs } from '../../state/jobs.ts'

interface ReportJobProps {
  kind: JobKind
  /** Of the button that begins one. */
  title: string
  onStart(): void
}

export function ReportJob({ kind, title, onStart }: ReportJobProps) {
  const job = useJobs((state) => state.jobs.find((one) => one.kind === kind))
  if (job && isActive(job))
    return (
      <div className="ev-label-job">
        <Meter done={job.progress?.done ?? 0} total={job.progress?.total ?? 1} label={job.title} />
        <span className="muted">
          {job.state === 'waiting' ? 'waits for its turn' : (job.progress?.phase ?? 'begins')}
        </span>
        <Button onClick={() => void cancelJob(job.id)}>Cancel</Button>
      </div>
    )
  return (
    <div className="ev-label-job">
      {job?.resumable && <Button onClick={() => void resumeJob(job.id)}>Resume the last</Button>}
      <Button onClick={onStart}>{title}</Button>
    </div>
  )
}
