/** The one window. */
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { app, BrowserWindow, screen } from 'electron'
import { iconFile, preloadEntry } from '../paths.ts'
import { windowUrl } from './origin.ts'
import { readBounds, smallest, writeBounds } from './windowBounds.ts'

/** Ground of the dark theme: no white flash before the first paint. */
const backgroundColor = '#0d1011'

const crashesApartMs = 5000
const triesToLoad = 3
const betweenTriesMs = 300

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
    icon: iconFile(),
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
  reloadAfterCrash(window)
  // The view names itself; index.html's own title must not overwrite it.
  window.on('page-title-updated', (event) => event.preventDefault())
  return window
}

/** The engine and its jobs go on; only the page starts anew. A page that crashes at once again is left as it is. */
function reloadAfterCrash({ webContents }: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY
  webContents.on('render-process-gone', (_event, { reason }) => {
    const now = performance.now()
    if (reason === 'clean-exit' || now - last < crashesApartMs) return
    last = now
    webContents.reload()
  })
}

/** Chromium's network service may be starting anew at this very moment: a second look costs nothing. */
export async function showPage(window: BrowserWindow): Promise<void> {
  for (let tries = 1; !window.isDestroyed(); tries += 1) {
    try {
      return await window.loadURL(windowUrl)
    } catch (error) {
      if (tries === triesToLoad && !window.isDestroyed()) throw error
      await sleep(betweenTriesMs)
    }
  }
}
