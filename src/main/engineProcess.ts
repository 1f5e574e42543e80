/**
 * The engine as a process: Electron's utility process, or a child of a Node binary. Talks only to the host that
 * started it, and goes when that goes. Exit codes: 0 asked to stop, 64 wrong runtime, 70 could not start.
 */
import { exitCodes } from './hosts/engine/runningEngine.ts'

// SQLite's driver would end an older Node without a word, unless it was built for it: nothing is imported before this.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 22 && !process.env.TRACKSIEVE_SQLITE_BINDING) {
  console.error(`The engine needs Node 22 or newer; this is Node ${process.versions.node}.`)
  process.exit(exitCodes.wrongRuntime)
}

const { runEngine } = await import('./hosts/engine/runEngine.ts')
await runEngine()
