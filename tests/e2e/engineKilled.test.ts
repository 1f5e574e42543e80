/** The window outlives its engine, and the engine never outlives its window. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, type AppOptions, appKinds, builtFolder, openApp } from '../support/app.ts'
import { startBrowser, startServer } from '../support/browserApp.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { commandOf, descendants, engineBelow, isAlive, until } from '../support/processes.ts'
import { utilityEngine } from '../support/utilityEngine.ts'

let home: ReturnType<typeof temporaryFolder>
let app: App | undefined

beforeEach(() => {
  home = temporaryFolder()
})
afterEach(async () => {
  await app?.close()
  app = undefined
  home.remove()
})

const stopped = 'The engine stopped.'
const startedAgain = 'The engine stopped and was started again.'

describe.each(appKinds)('the window in %s', (kind) => {
  async function open(options: Partial<AppOptions> = {}): Promise<App> {
    app = await openApp(kind, { home: home.folder, sample: true, ...options })
    return app
  }

  async function openOnSample(): Promise<App> {
    const opened = await open()
    await opened.page.getByText(/^\d+ tracks$/).waitFor()
    return opened
  }

  it('says that its engine was killed, and goes on when it is back', async () => {
    const { page, pid } = await openOnSample()
    const first = engineBelow(pid)

    process.kill(first, 'SIGKILL')

    await page.getByText(stopped, { exact: true }).waitFor()
    await page.getByText(startedAgain).waitFor()
    expect(engineBelow(pid)).not.toBe(first)
    await page.getByText(/^\d+ tracks$/).waitFor()
    await page.getByRole('button', { name: 'Sample clips' }).waitFor()
  })

  it('says so every time, and comes back every time', async () => {
    const { page, pid } = await openOnSample()
    for (let time = 0; time < 3; time += 1) {
      process.kill(engineBelow(pid), 'SIGKILL')
      await page.getByText(stopped, { exact: true }).waitFor()
      await page.getByText(startedAgain).waitFor()
    }
  })

  it('tells a lost engine once: by the banner, not by a toast beside it', async () => {
    const { page, pid } = await openOnSample()
    process.kill(engineBelow(pid), 'SIGKILL')
    await page.getByText(stopped, { exact: true }).waitFor()
    // Whatever is asked meanwhile comes to nothing.
    await page.locator('.vrows').first().press('End')
    await page.getByText(startedAgain).waitFor()
    expect(await page.locator('.toast').count()).toBe(0)
  })

  it('keeps its engine when the page is loaded again', async () => {
    const { page, pid } = await openOnSample()
    const engine = engineBelow(pid)
    await page.reload()
    await page.getByText(/^\d+ tracks$/).waitFor()
    expect(engineBelow(pid)).toBe(engine)
  })

  it('leaves no process and an orderly catalogue behind when it is closed', async () => {
    const opened = await openOnSample()
    const processes = [opened.pid, ...descendants(opened.pid)]
    const [catalogue] = fs.readdirSync(home.folder).filter((name) => name.endsWith('.tracksieve'))

    await opened.close()
    app = undefined

    expect(processes.filter(isAlive)).toEqual([])
    expect(fs.readdirSync(path.join(home.folder, catalogue!))).not.toContain('catalogue.sqlite-wal')
  })

  it('takes its engine along when it is killed', async () => {
    const opened = await openOnSample()
    const engine = engineBelow(opened.pid)
    process.kill(opened.pid, 'SIGKILL')
    await until(() => !isAlive(engine))
    await opened.close().catch(() => {})
    app = undefined
  })
})

it('an engine that is a utility process goes with its window, closed or killed', async () => {
  for (const end of ['closed', 'killed']) {
    app = await openApp('electron', { home: home.folder, sample: true, environment: utilityEngine() })
    await app.page.getByText(/^\d+ tracks$/).waitFor()
    const engine = engineBelow(app.pid)
    expect(commandOf(engine)).toContain('NodeService')
    if (end === 'killed') process.kill(app.pid, 'SIGKILL')
    await app.close().catch(() => {})
    app = undefined
    await until(() => !isAlive(engine))
  }
})

it('two browsers at one server both go on after the engine was killed', async () => {
  const server = await startServer({ home: home.folder, sample: true })
  const browser = await startBrowser()
  try {
    const pages = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()))
    await Promise.all(pages.map((page) => page.goto(server.url)))
    await Promise.all(pages.map((page) => page.getByText(/^\d+ tracks$/).waitFor()))
    process.kill(engineBelow(server.pid), 'SIGKILL')
    await Promise.all(pages.map((page) => page.getByText(stopped, { exact: true }).waitFor()))
    await Promise.all(pages.map((page) => page.getByText(startedAgain).waitFor()))
  } finally {
    await browser.close()
    await server.stop()
  }
})

it('a browser says so when its server is gone', async () => {
  const server = await startServer({ home: home.folder, sample: true })
  const browser = await startBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(server.url)
    await page.getByText(/^\d+ tracks$/).waitFor()
    await server.stop()
    await page.getByText('No connection to the server.').waitFor()
    await page.getByText(/tracksieve serve/).waitFor()
  } finally {
    await browser.close()
    await server.stop()
  }
})

it('the desktop window says why when the engine can not be started at all, and closes', async () => {
  const environment = { TRACKSIEVE_ENGINE_NODE: path.join(home.folder, 'no-node') }
  app = await openApp('electron', { home: home.folder, environment })
  await app.page.getByText('The engine does not run.').waitFor()
  await app.page.getByText(/ENOENT/).waitFor()
  await app.page.getByRole('button', { name: 'Start it again' }).waitFor()
})

it('the server says why when the engine refuses its catalogue, and ends', async () => {
  const cli = path.join(builtFolder(), 'main', 'cli.js')
  const missing = path.join(home.folder, 'nowhere.tracksieve')
  const server = spawn(process.execPath, [cli, 'serve', missing], {
    env: { ...process.env, TRACKSIEVE_HOME: home.folder },
  })
  let words = ''
  server.stderr.on('data', (chunk) => (words += String(chunk)))
  const [code] = (await once(server, 'close')) as [number]
  expect(code).toBeGreaterThan(0)
  expect(words).toContain(missing)
})
