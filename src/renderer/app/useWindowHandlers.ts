/** What the window's commands do. */
import { closeCatalogue } from '../state/catalogue.ts'
import { useHandlers } from '../state/commands.ts'
import { openDialog } from '../state/dialogs.ts'
import { redoLabel, undoLabel } from '../state/labelling.ts'
import { useCatalogueName } from '../state/queries.ts'
import { go, type View } from '../state/route.ts'
import { saveSettings, useSettings } from '../state/settings.ts'
import './windowCommands.ts'

/** F6 goes to the message, where there is one. */
function focusMessage(): void {
  const buttons = '#toast button, .status .live button'
  document.querySelector<HTMLButtonElement>(buttons)?.focus()
}

export function useWindowHandlers(): void {
  const open = useCatalogueName() !== null
  const withCatalogue = (run: () => void) => ({ run, when: () => open })
  const view = (name: View) => withCatalogue(() => go(name))
  useHandlers({
    'window.undo': withCatalogue(() => void undoLabel()),
    'window.redo': withCatalogue(() => void redoLabel()),
    'window.palette': () => openDialog({ name: 'palette' }),
    'window.help': () => openDialog({ name: 'keys' }),
    'window.settings': () => openDialog({ name: 'settings' }),
    'window.jobs': () => openDialog({ name: 'jobs' }),
    'window.message': focusMessage,
    'window.theme': () =>
      void saveSettings({ theme: useSettings.getState().settings.theme === 'dark' ? 'light' : 'dark' }),
    'window.library': view('library'),
    'window.review': view('review'),
    'window.train': view('train'),
    'window.evaluate': view('evaluate'),
    'window.export': view('export'),
    'window.open': () => openDialog({ name: 'open-catalogue' }),
    'window.new': () => openDialog({ name: 'new-catalogue' }),
    'window.import': () => openDialog({ name: 'import', files: [] }),
    'window.generate': withCatalogue(() => openDialog({ name: 'generate' })),
    'window.close': withCatalogue(() => void closeCatalogue()),
  })
}
