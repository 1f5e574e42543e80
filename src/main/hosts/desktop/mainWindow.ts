/** The one window. */
import path from 'node:path'
import { app, BrowserWindow, screen } from 'electron'
import { preloadEntry } from '../paths.ts'
import { windowUrl } from './origin.ts'
import { readBounds, smallest, writeBounds } from './windowBounds.ts'

/** Ground of the dark theme: no white flash before the first paint. */
const backgroundColor = '#0d1011'

export function createMainWindow(): BrowserWindow {
  const file = path.join(app.getPath('userData'), 'window.json')
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { maximized, ...bounds } = readBounds(file, workAreas)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    backgroundColor,
    title: 'Tracksieve',
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadEntry(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    try {
      writeBounds(file, { ...window.getNormalBounds(), maximized: window.isMaximized() })
    } catch (error) {
      // The place of a window is not worth keeping it open.
      console.error(error)
    }
  })
  // The view names itself; index.html's own title must not overwrite it.
  window.on('page-title-updated', (event) => event.preventDefault())
  return window
}

export const showPage = (window: BrowserWindow): Promise<void> => window.loadURL(windowUrl)
