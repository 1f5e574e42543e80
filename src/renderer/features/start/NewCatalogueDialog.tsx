/** A new, empty catalogue: its name and the folder that it lies in. */
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/Field.tsx'
import { FileBrowser } from '../../components/FileBrowser.tsx'
import { createCatalogue } from '../../state/catalogue.ts'
import { closeDialog, type OpenDialog, openDialog } from '../../state/dialogs.ts'

/** `then`: what is opened in the new catalogue. */
export function NewCatalogueDialog({ then }: { then: OpenDialog | null }) {
  const [name, setName] = useState('')
  const [folder, setFolder] = useState('')
  const clean = name.trim().replace(/\.tracksieve$/, '')
  const wrong = /[\\/:*?"<>|]/.test(clean) ? 'A name without / \\ : * ? " < > |' : null
  const target = `${folder}/${clean}.tracksieve`

  async function create(): Promise<void> {
    if (!(await createCatalogue(target))) return
    if (then) openDialog(then)
    else closeDialog()
  }

  return (
    <Dialog
      title="New catalogue"
      className="open-dlg"
      onClose={closeDialog}
      footer={
        <>
          <span className="muted ell">{clean === '' ? 'A catalogue is a folder of its own' : target}</span>
          <span className="sp" />
          <Button keys="Esc" onClick={closeDialog}>
            Cancel
          </Button>
          <Button
            variant="primary"
            big
            disabledReason={clean === '' ? 'Give it a name first' : wrong}
            onClick={() => void create()}
          >
            Create
          </Button>
        </>
      }
    >
      <div className="dlg-body open-body">
        <TextField label="Name" value={name} onChange={setName} error={wrong} />
        <FileBrowser picks="folder" selected={[]} onSelect={() => undefined} onFolder={setFolder} />
      </div>
    </Dialog>
  )
}
