/** Draws the dialog that is open. */
import { GenerateDialog } from '../features/generate/GenerateDialog.tsx'
import { KeysSheet } from '../features/help/KeysSheet.tsx'
import { ImportDialog } from '../features/importing/ImportDialog.tsx'
import { JobsTray } from '../features/jobs/JobsTray.tsx'
import { CommandPalette } from '../features/palette/CommandPalette.tsx'
import { SettingsDialog } from '../features/settings/SettingsDialog.tsx'
import { NewCatalogueDialog } from '../features/start/NewCatalogueDialog.tsx'
import { OpenCatalogueDialog } from '../features/start/OpenCatalogueDialog.tsx'
import { useDialog } from '../state/dialogs.ts'

export function Dialogs() {
  const open = useDialog((state) => state.open)
  switch (open?.name) {
    case undefined:
      return null
    case 'generate':
      return <GenerateDialog />
    case 'import':
      return <ImportDialog files={open.files} film={open.film ?? false} />
    case 'open-catalogue':
      return <OpenCatalogueDialog />
    case 'new-catalogue':
      return <NewCatalogueDialog then={open.then ?? null} />
    case 'settings':
      return <SettingsDialog page={open.page ?? 'compute'} />
    case 'keys':
      return <KeysSheet />
    case 'palette':
      return <CommandPalette />
    case 'jobs':
      return <JobsTray />
  }
}
