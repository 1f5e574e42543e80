/** The dialog while a job brings a set of clips in, and after it. */
import { closeDialog } from '../state/dialogs.ts'
import { cancelJob, isActive, type SeenJob } from '../state/jobs.ts'
import { go } from '../state/route.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { SetJob, useSetJob } from './SetJob.tsx'

interface SetJobDialogProps {
  title: string
  className: string
  job: number
  /** The words of the way back from a job that has ended; null = there is none. */
  backWords(job: SeenJob): string | null
  onBack(): void
}

export function SetJobDialog({ title, className, job: id, backWords, onBack }: SetJobDialogProps) {
  const job = useSetJob(id)
  const active = job === undefined || isActive(job)
  const back = active ? null : backWords(job)
  return (
    <Dialog
      title={title}
      className={className}
      onClose={closeDialog}
      footer={
        <>
          {active && <Button onClick={() => void cancelJob(id)}>Cancel</Button>}
          {back !== null && <Button onClick={onBack}>{back}</Button>}
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
