/** A set of clips that is being imported, and its report when it is there. */
import { SetJobDialog } from '../../components/SetJobDialog.tsx'

export function ClipsComing({ job, onBack }: { job: number; onBack(): void }) {
  return (
    <SetJobDialog
      title="Import clips"
      className="import-dlg"
      job={job}
      backWords={({ state }) => (state === 'done' ? null : 'Back to the files')}
      onBack={onBack}
    />
  )
}
