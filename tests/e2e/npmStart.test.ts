/** `npm start` in a checkout that is installed already: what it prints, and that nothing of it stays. */
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { temporaryFolder } from '../support/catalogue.ts'
import { ask } from '../support/http.ts'
import { commandOf, descendants, isAlive, until } from '../support/processes.ts'

const root = path.resolve(import.meta.dirname, '../..')
const headless = { DISPLAY: '', WAYLAND_DISPLAY: '' }
let home: ReturnType<typeof temporaryFolder>
let npm: ChildProcess | undefined

beforeEach(() => {
  home = temporaryFolder()
})
afterEach(async () => {
  if (npm?.pid && isAlive(npm.pid)) process.kill(-npm.pid, 'SIGTERM')
  await until(() => descendants(npm!.pid!).length === 0)
  home.remove()
})

/** In a process group of its own, as a terminal would have it. */
function start(environment: NodeJS.ProcessEnv): { pid: number; said(text: RegExp): Promise<string> } {
  const env = { ...process.env, TRACKSIEVE_HOME: home.folder, ...environment }
  const child = spawn('npm', ['start'], { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  npm = child
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line))
  const said = async (text: RegExp) => {
    await until(() => lines.some((line) => text.test(line)))
    return lines.find((line) => text.test(line))!
  }
  return { pid: child.pid!, said }
}

it('without a display says why and serves the window; Ctrl+C ends all of it', async () => {
  const { pid, said } = start(headless)
  expect(await said(/^No desktop window/)).toMatch(/display|Electron's program/)
  const url = new URL(await said(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/))
  expect((await ask(Number(url.port), '/')).status).toBe(401)
  expect((await ask(Number(url.port), url.pathname + url.search)).status).toBe(200)
  const processes = [pid, ...descendants(pid)]
  expect(processes.length).toBeGreaterThan(2)

  process.kill(-pid, 'SIGINT')

  await until(() => !processes.some(isAlive))
})

it('ends all of it when only npm is told to stop', async () => {
  const { pid, said } = start(headless)
  await said(/^http:/)
  const processes = [pid, ...descendants(pid)]
  process.kill(pid, 'SIGTERM')
  await until(() => !processes.some(isAlive))
})

it('with a display opens the desktop window; Ctrl+C ends all of it', async () => {
  // A profile of its own: a window that somebody has open would be shown instead.
  const { pid } = start({ XDG_CONFIG_HOME: path.join(home.folder, 'profile') })
  const sample = path.join(home.folder, 'Sample clips.tracksieve')
  await until(() => descendants(pid).some((child) => commandOf(child).includes('--type=renderer')))
  await until(() => fs.existsSync(sample))
  const processes = [pid, ...descendants(pid)]
  process.kill(-pid, 'SIGINT')
  await until(() => !processes.some(isAlive))
})
