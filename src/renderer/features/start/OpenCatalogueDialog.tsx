/** Finds a catalogue on this machine and opens it. */
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { FileBrowser } from '../../components/FileBrowser.tsx'
import { openCatalogue } from '../../state/catalogue.ts'
import { closeDialog } from '../../state/dialogs.ts'

async function open(folder: string): Promise<void> {
  if (await openCatalogue(folder)) closeDialog()
}

async function openBySystem(): Promise<void> {
  const folder = await window.tracksieve?.pickFolder('Open a catalogue')
  if (folder) await open(folder)
}

export function OpenCatalogueDialog() {
  const [chosen, setChosen] = useState<string[]>([])
  const folder = chosen[0]
  return (
    <Dialog
      title="Open a catalogue"
      className="open-dlg"
      onClose={closeDialog}
      footer={
        <>
          {window.tracksieve && <Button onClick={() => void openBySystem()}>Choose elsewhere…</Button>}
          <span className="muted ell">{folder ?? 'Choose a folder whose name ends in .tracksieve'}</span>
          <span className="sp" />
          <Button keys="Esc" onClick={closeDialog}>
            Cancel
          </Button>
          <Button
            variant="primary"
            big
            disabledReason={folder ? null : 'Choose a catalogue first'}
            onClick={() => folder && void open(folder)}
          >
            Open
          </Button>
        </>
      }
    >
      <div className="dlg-body open-body">
        <FileBrowser
          picks="catalogue"
          selected={chosen}
          onSelect={setChosen}
          onOpen={(path) => void open(path)}
        />
      </div>
    </Dialog>
  )
}
