/** A display for windows on a machine without one. */
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

let display: Promise<string> | undefined

/** The value of DISPLAY; starts an Xvfb of this process where there is none. It ends with the process. */
export function aDisplay(): Promise<string> {
  display ??= process.env.DISPLAY ? Promise.resolve(process.env.DISPLAY) : startXvfb()
  return display
}

function startXvfb(): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
  const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  process.once('exit', () => xvfb.kill())
  return new Promise((resolve, reject) => {
    xvfb.once('error', reject)
    xvfb.once('exit', (code) => reject(new Error(`Xvfb ended (${code})`)))
    const numbers = xvfb.stdio[3] as Readable
    numbers.once('data', (number) => resolve(`:${String(number).trim()}`))
  })
}
