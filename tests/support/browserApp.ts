/** The product served on loopback, in a real Chromium. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, chromium } from 'playwright'
import { type App, type AppOptions, asRoot, builtFolder, viewport } from './app.ts'

export interface ServedApp {
  /** With the token. */
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** The server alone. */
export async function startServer({ home, catalogue, sample, environment }: AppOptions): Promise<ServedApp> {
  const cli = path.join(builtFolder(), 'main', 'cli.js')
  // Without a display, `open` serves the window by itself.
  const args = sample ? ['open', '--sample'] : ['serve', ...(catalogue ? [catalogue] : []), '--port', '0']
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', TRACKSIEVE_HOME: home, ...environment }
  const server = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env })
  const url = await firstLine(server)
  return {
    url,
    pid: server.pid!,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return
      server.kill('SIGTERM')
      await once(server, 'exit')
    },
  }
}

/** A browser of its own, for any number of windows. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumProgram(),
    args: asRoot ? ['--no-sandbox'] : [],
    timeout: 20_000,
  })

export async function openBrowserApp(options: AppOptions): Promise<App> {
  const server = await startServer(options)
  const browser = await startBrowser()
  const page = await (await browser.newContext({ viewport })).newPage()
  await page.goto(server.url)
  await page.waitForURL((url) => !url.searchParams.has('token'))
  return {
    kind: 'chromium',
    page,
    pid: server.pid,
    async close() {
      await browser.close()
      await server.stop()
    },
  }
}

function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: server.stdout! }).once('line', resolve)
    server.once('exit', (code) =>
      reject(new Error(`the server ended (${code}) before it printed its address`)),
    )
  })
}

function chromiumProgram(): string {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const programs = folders.flatMap((folder) =>
    ['chromium', 'chromium-browser', 'google-chrome'].map((name) => path.join(folder, name)),
  )
  const found = programs.find((program) => fs.existsSync(program))
  if (!found) throw new Error('Chromium is not on the PATH; on Debian: apt-get install chromium')
  return found
}
