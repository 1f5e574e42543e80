/** A set of clips that is being imported, and its report when it is there. */
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SetJob, useSetJob } from '../../components/SetJob.tsx'
import { closeDialog } from '../../state/dialogs.ts'
import { cancelJob, isActive } from '../../state/jobs.ts'
import { go } from '../../state/route.ts'

export function ClipsComing({ job: id, onBack }: { job: number; onBack(): void }) {
  const job = useSetJob(id)
  const active = job === undefined || isActive(job)
  return (
    <Dialog
      title="Import clips"
      className="import-dlg"
      onClose={closeDialog}
      footer={
        <>
          {active && <Button onClick={() => void cancelJob(id)}>Cancel</Button>}
          {job && !active && job.state !== 'done' && <Button onClick={onBack}>Back to the files</Button>}
          <span className="sp" />
          <Button keys="Esc" onClick={closeDialog}>
            {active ? 'Go on working' : 'Close'}
          </Button>
          {job?.state === 'done' && (
            <Button
              variant="primary"
              big
              onClick={() => {
                closeDialog()
                go('library')
              }}
            >
              Show in the Library
            </Button>
          )}
        </>
      }
    >
      <SetJob job={job} />
    </Dialog>
  )
}
