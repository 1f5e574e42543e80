/** A display for windows on a machine without one: for the whole run, as vitest's global setup. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

export default async function provideDisplay(): Promise<(() => void) | undefined> {
  if (process.env.DISPLAY || process.platform !== 'linux') return undefined
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
  const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const ended = once(xvfb, 'exit').then(([code]) => Promise.reject(new Error(`Xvfb ended (${code})`)))
  const [number] = (await Promise.race([once(xvfb.stdio[3] as Readable, 'data'), ended])) as [Buffer]
  ended.catch(() => {})
  process.env.DISPLAY = `:${String(number).trim()}`
  const end = () => {
    xvfb.kill()
  }
  // A run that is broken off has no teardown.
  process.once('exit', end)
  return end
}
