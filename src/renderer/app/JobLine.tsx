/** The job that runs, in the top bar; a press opens the tray. */
import { ListChecks, Loader, TriangleAlert } from 'lucide-react'
import { Icon } from '../components/Icon.tsx'
import { Meter } from '../components/Meter.tsx'
import { openDialog } from '../state/dialogs.ts'
import { count } from '../state/format.ts'
import { isActive, useJobs } from '../state/jobs.ts'

export function JobLine() {
  const jobs = useJobs((state) => state.jobs)
  const active = jobs.filter(isActive)
  const running = active.find((job) => job.state === 'running') ?? active[0]
  const resumable = jobs.filter((job) => job.state === 'interrupted' && job.resumable).length
  const progress = running?.progress
  const more = active.length > 1 ? ` +${active.length - 1}` : ''
  return (
    <button
      type="button"
      className="b ghost job"
      title={labelOf(running?.title, active.length)}
      onClick={() => openDialog({ name: 'jobs' })}
    >
      <Icon of={running ? Loader : resumable > 0 ? TriangleAlert : ListChecks} />
      <span className="ell">
        {running ? running.title + more : resumable > 0 ? `${resumable} to resume` : 'No jobs'}
      </span>
      {progress && progress.total > 0 && (
        <>
          <Meter small done={progress.done} total={progress.total} label={progress.phase} />
          <span>
            {count(progress.done)}/{count(progress.total)}
          </span>
        </>
      )}
    </button>
  )
}

const labelOf = (title: string | undefined, active: number): string =>
  title === undefined ? 'Jobs: none runs' : `Jobs: ${active} active, ${title}`
