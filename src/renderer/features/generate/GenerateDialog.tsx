/** Clips made to order: edited before, watched while they are made, reported on after. */
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SetJob, useSetJob } from '../../components/SetJob.tsx'
import { closeDialog } from '../../state/dialogs.ts'
import { cancelJob, isActive } from '../../state/jobs.ts'
import { go } from '../../state/route.ts'
import { EditRecipe } from './EditRecipe.tsx'
import { freshRecipe } from './recipe.ts'
import './generate.css'

export function GenerateDialog() {
  const [recipe, setRecipe] = useState(() => freshRecipe('quick'))
  const [started, setStarted] = useState<number | null>(null)
  if (started === null) return <EditRecipe recipe={recipe} setRecipe={setRecipe} onStarted={setStarted} />
  return <Making job={started} onBack={() => setStarted(null)} />
}

function Making({ job: id, onBack }: { job: number; onBack(): void }) {
  const job = useSetJob(id)
  const active = job === undefined || isActive(job)
  return (
    <Dialog
      title="Generate clips"
      className="gen"
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={active ? () => void cancelJob(id) : onBack}>
            {active ? 'Cancel' : job.state === 'done' ? 'Generate others' : 'Back to the recipe'}
          </Button>
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
