/** All jobs: what runs and how far, what waits, what failed and why, what was made. */
import { ListChecks } from 'lucide-react'
import { Dialog } from '../../components/Dialog.tsx'
import { EmptyView } from '../../components/EmptyView.tsx'
import { closeDialog } from '../../state/dialogs.ts'
import { useJobs } from '../../state/jobs.ts'
import { JobRow } from './JobRow.tsx'
import './jobs.css'

export function JobsTray() {
  const jobs = useJobs((state) => state.jobs)
  const order = { running: 0, waiting: 1, interrupted: 2, failed: 3, cancelled: 4, done: 4 }
  const sorted = [...jobs].sort((a, b) => order[a.state] - order[b.state] || b.createdAt - a.createdAt)
  return (
    <Dialog title="Jobs" className="jobs-dlg" onClose={closeDialog}>
      <div className="jobs-body">
        {sorted.length === 0 ? (
          <EmptyView icon={ListChecks} title="No jobs yet">
            Generating, importing, training and exporting run here, beside your work, and can be cancelled.
          </EmptyView>
        ) : (
          <ul className="tray">
            {sorted.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  )
}
