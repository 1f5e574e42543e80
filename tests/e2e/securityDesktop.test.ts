/** Electron's own security checklist, point by point. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtFolder } from '../support/app.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { type ElectronApp, openElectronApp } from '../support/electronApp.ts'
import { engineBelow } from '../support/processes.ts'

const windowUrl = 'app://tracksieve/'
const home = temporaryFolder()
let app: ElectronApp

beforeAll(async () => {
  app = await openElectronApp({ home: home.folder })
})
afterAll(async () => {
  await app.close()
  home.remove()
})

const windowsOpen = () => app.main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

it('runs the page in a sandbox, apart from the preload, without Node, with web security', async () => {
  const preferences = await app.main.evaluate(({ BrowserWindow }) => {
    // Not in Electron's types, yet the only way to see what the page really runs with.
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>
    }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  })
})

it('hands the page named functions only, and none that it could change', async () => {
  const bridge = await app.page.evaluate(() => {
    const given = window.tracksieve as unknown as Record<string, unknown>
    const kinds = [...new Set(Object.values(given).map((value) => typeof value))]
    const before = given.connect
    try {
      given.connect = () => 'replaced'
    } catch {
      // Refused aloud is refused as well.
    }
    return { kinds, names: Object.keys(given), kept: given.connect === before }
  })
  expect(bridge.kinds).toEqual(['function'])
  expect(bridge.kept).toBe(true)
  expect(bridge.names).not.toContain('ipcRenderer')
})

it.each(['https://example.com/', 'file:///etc/passwd', 'data:text/html,x', 'app://other/'])(
  'does not go to %s',
  async (url) => {
    await app.page.evaluate((target) => {
      location.href = target
    }, url)
    await app.page.waitForTimeout(300)
    expect(app.page.url().split('#')[0]).toBe(windowUrl)
    expect(await app.page.evaluate(() => location.href)).toMatch(windowUrl)
  },
)

it('opens no second window', async () => {
  const outcome = await app.page.evaluate(() => [
    window.open('https://example.com/'),
    window.open(location.href),
  ])
  expect(outcome).toEqual([null, null])
  expect(await windowsOpen()).toBe(1)
})

it('grants no permission', async () => {
  const outcome = await app.page.evaluate(async () => {
    const query = async (name: string) =>
      (await navigator.permissions.query({ name: name as PermissionName })).state
    const media = navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    )
    return [await query('geolocation'), await query('notifications'), await query('camera'), await media]
  })
  expect(outcome).toEqual(['denied', 'denied', 'denied', 'denied'])
})

it('answers no page but its own, though it has the same preload', async () => {
  const preload = path.join(builtFolder(), 'preload', 'index.cjs')
  const outcome = await app.main.evaluate(async ({ BrowserWindow }, file) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload: file, sandbox: true } })
    await stranger.loadURL('data:text/html,<p>a stranger</p>')
    const said = (await stranger.webContents.executeJavaScript(`new Promise((resolve) => {
      const heard = []
      window.addEventListener('message', () => heard.push('a port'))
      tracksieve.onEngineState(() => heard.push('the state'))
      tracksieve.connect()
      tracksieve.setTitle('taken over')
      tracksieve.pickFolder('Choose').then(() => heard.push('a folder'), () => heard.push('refused'))
      setTimeout(() => resolve(heard), 500)
    })`)) as string[]
    const title = stranger.getTitle()
    stranger.destroy()
    return { said, title }
  }, preload)
  expect(outcome.said).toEqual(['refused'])
  expect(outcome.title).not.toBe('taken over')
})

it('shows the page from its own scheme, never from file:', async () => {
  const url = await app.main.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getURL(),
  )
  expect(url).toMatch(/^app:\/\/tracksieve\//)
  const file = pathToFileURL(path.join(builtFolder(), 'renderer', 'index.html')).href
  const outcome = await app.page.evaluate(
    (target) =>
      fetch(target).then(
        () => 'read',
        () => 'refused',
      ),
    file,
  )
  expect(outcome).toBe('refused')
})

it('keeps the engine when its page crashes, and shows the page again', async () => {
  const engine = engineBelow(app.pid)
  const contents = await app.main.evaluateHandle(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents,
  )
  const shownAgain = contents.evaluate(
    (page) => new Promise<void>((resolve) => page.once('did-finish-load', () => resolve())),
  )

  await contents.evaluate((page) => page.forcefullyCrashRenderer())

  await shownAgain
  expect(await contents.evaluate((page) => page.getURL())).toMatch(windowUrl)
  expect(engineBelow(app.pid)).toBe(engine)
})
