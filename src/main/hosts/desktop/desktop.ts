/** The desktop app: one window, one engine, and their end. */
import path from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import { EngineHost } from '../engine/engineHost.ts'
import { launchNodeEngine } from '../engine/nodeEngine.ts'
import { engineEntry, rendererRoot } from '../paths.ts'
import { createAnswerWindow } from '../window/answerWindow.ts'
import { serveBridge } from './bridgeHost.ts'
import { lockDown } from './lockDown.ts'
import { createMainWindow, showPage } from './mainWindow.ts'
import { setMenu } from './menu.ts'
import { launchUtilityEngine } from './utilityEngine.ts'
import { handleWindowProtocol, registerWindowScheme } from './windowProtocol.ts'

const holder = 'Tracksieve (window)'

/** Returns before Electron is ready: it becomes so only when the main module has ended. */
export function runDesktop(): void {
  process.on('unhandledRejection', fail)
  useGivenProfile()
  const catalogue = process.env.TRACKSIEVE_CATALOGUE ?? null
  if (!app.requestSingleInstanceLock({ catalogue })) {
    console.error('Tracksieve is open already; its window comes to the front.')
    app.quit()
    return
  }
  registerWindowScheme()
  const node = process.env.TRACKSIEVE_ENGINE_NODE
  const host = new EngineHost({
    launch: node
      ? launchNodeEngine({ node, entry: engineEntry(), holder })
      : launchUtilityEngine(engineEntry(), holder),
    first: { catalogue, sample: process.env.TRACKSIEVE_SAMPLE === '1' },
  })
  // A Node child starts while Chromium does; a utility process can't.
  if (node) host.start()
  endWithWindow(host)
  void app
    .whenReady()
    .then(() => begin(host))
    .catch(fail)
}

/** Starters of apps set a profile folder of their own; the one that was asked for wins. */
function useGivenProfile(): void {
  const profile = app.commandLine.getSwitchValue('user-data-dir')
  if (profile) app.setPath('userData', path.resolve(profile))
}

async function begin(host: EngineHost): Promise<void> {
  host.start()
  setMenu()
  lockDown()
  handleWindowProtocol(createAnswerWindow(rendererRoot(), (ask, signal) => host.media(ask, signal)))
  serveBridge(host)
  const window = createMainWindow()
  host.onState((state) => {
    if (!window.isDestroyed()) window.webContents.send('engine:state', state)
  })
  openLater(host, window)
  await showPage(window)
}

/** Catalogues that the person asks for outside the window: the window opens them, and says what is wrong. */
function openLater(host: EngineHost, window: BrowserWindow): void {
  const open = (folder: string) => window.webContents.send('catalogue:open', folder)
  app.on('second-instance', (_event, _argv, _folder, data) => {
    if (window.isMinimized()) window.restore()
    window.focus()
    const { catalogue } = (data ?? {}) as { catalogue?: string | null }
    if (catalogue) open(path.resolve(catalogue))
  })
  const catalogue = process.env.TRACKSIEVE_CATALOGUE
  if (!catalogue) return
  const openIfRefused = () => host.refusal && open(path.resolve(catalogue))
  // An engine that can't start has its own words in the window.
  window.webContents.once('did-finish-load', () => void host.ready().then(openIfRefused, () => {}))
}

/** The app stays until the engine has closed its catalogue. */
function endWithWindow(host: EngineHost): void {
  app.on('window-all-closed', () => app.quit())
  app.once('will-quit', (event) => {
    event.preventDefault()
    void host.stop().finally(() => app.exit(0))
  })
}

/** A rejected promise in main would only be a warning, with no window and no end. */
function fail(error: unknown): void {
  console.error(error)
  const text = error instanceof Error ? error.message : String(error)
  if (app.isReady()) dialog.showErrorBox('Tracksieve has to close', text)
  app.exit(1)
}
