/** Processes as Linux's /proc tells of them. */
import fs from 'node:fs'

/** Whether a process is there; one that only waits to be buried is not. */
export function isAlive(pid: number): boolean {
  const state = /^State:\s+(\S)/m.exec(readStatus(pid))?.[1]
  return state !== undefined && state !== 'Z'
}

/** The one engine below a process. What it starts itself carries its name for a moment, between fork and exec. */
export function engineBelow(ancestor: number): number {
  const isEngine = (pid: number) => /engine\.js|node\.mojom\.NodeService/.test(commandOf(pid))
  const engines = descendants(ancestor).filter((pid) => isEngine(pid) && !isEngine(parentOf(pid)))
  if (engines.length !== 1) throw new Error(`${engines.length} engines run below ${ancestor}`)
  return engines[0]!
}

export function descendants(ancestor: number): number[] {
  const pids = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]))
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && parent > 0 && (parent === ancestor || isBelow(parent))
  }
  return pids.filter((pid) => isBelow(pid) && isAlive(pid))
}

/** Its program and arguments. */
export const commandOf = (pid: number): string => read(`/proc/${pid}/cmdline`)

/** Waits until it holds; the test's own time limit ends the waiting. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}

const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(readStatus(pid))?.[1] ?? 0)
const readStatus = (pid: number): string => read(`/proc/${pid}/status`)

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
