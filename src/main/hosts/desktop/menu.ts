/** The least of a menu: what the system expects, and zoom. Everything else has its keys in the window. */
import { Menu, type MenuItemConstructorOptions } from 'electron'

export function setMenu(): void {
  // Undo and redo are left out: Ctrl+Z belongs to labels.
  const edit: MenuItemConstructorOptions[] = [
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ]
  const view: MenuItemConstructorOptions[] = [
    { role: 'zoomIn' },
    // The same by the key without Shift.
    { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false },
    { role: 'zoomOut' },
    { role: 'resetZoom', label: 'Actual Size' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    { role: 'toggleDevTools' },
  ]
  const app: MenuItemConstructorOptions =
    process.platform === 'darwin' ? { role: 'appMenu' } : { label: 'File', submenu: [{ role: 'quit' }] }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([app, { label: 'Edit', submenu: edit }, { label: 'View', submenu: view }]),
  )
}
