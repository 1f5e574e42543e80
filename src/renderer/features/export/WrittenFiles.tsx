/** Exports of before and those that run: how far, or where the files lie. */
import { Check, CircleAlert, Loader } from 'lucide-react'
import type { JobKind } from '../../../shared/jobs.ts'
import { Artifacts } from '../../components/Artifacts.tsx'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Meter } from '../../components/Meter.tsx'
import { count, day } from '../../state/format.ts'
import { cancelJob, isActive, resumeJob, type SeenJob, useJobs } from '../../state/jobs.ts'

const written: readonly JobKind[] = ['film', 'export', 'exportClips']

export function WrittenFiles() {
  const jobs = useJobs((state) => state.jobs).filter(({ kind }) => written.includes(kind))
  if (jobs.length === 0) return null
  return (
    <section className="written" aria-label="Exports">
      <div className="sh">
        <h2>Exports</h2>
      </div>
      <ul>
        {jobs.map((job) => (
          <Written key={job.id} job={job} />
        ))}
      </ul>
    </section>
  )
}

function Written({ job }: { job: SeenJob }) {
  const active = isActive(job)
  const { progress } = job
  return (
    <li>
      <Icon of={active ? Loader : job.state === 'done' ? Check : CircleAlert} />
      <span>
        <b className="strong">{job.title}</b>{' '}
        <span className="muted">
          {active
            ? progress
              ? `${progress.phase}, ${count(progress.done)} of ${count(progress.total)} ${progress.unit}`
              : job.state
            : job.state === 'done'
              ? day(job.endedAt ?? job.createdAt)
              : job.error
                ? `${job.error.message} ${job.error.hint}`
                : job.state}
        </span>
      </span>
      {active ? (
        <Button variant="quiet" onClick={() => void cancelJob(job.id)}>
          Cancel
        </Button>
      ) : (
        job.state !== 'done' &&
        job.resumable && <Button onClick={() => void resumeJob(job.id)}>Resume</Button>
      )}
      {active && progress && (
        <Meter done={progress.done} total={progress.total} label={`${job.title}, ${progress.phase}`} />
      )}
      {job.artifacts.length > 0 && <Artifacts artifacts={job.artifacts} />}
    </li>
  )
}
