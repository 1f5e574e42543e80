/** A display for the windows of one test file on a machine without one: as vitest's setup file. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { afterAll } from 'vitest'

if (!process.env.DISPLAY && process.platform === 'linux') {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
  const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const ended = once(xvfb, 'exit').then(([code]) => Promise.reject(new Error(`Xvfb ended (${code})`)))
  const [number] = (await Promise.race([once(xvfb.stdio[3] as Readable, 'data'), ended])) as [Buffer]
  ended.catch(() => {})
  process.env.DISPLAY = `:${String(number).trim()}`
  const end = () => {
    xvfb.kill()
    delete process.env.DISPLAY
  }
  afterAll(end)
  // A run that is broken off has no teardown.
  process.once('exit', end)
}
