/** The engine as most people have it: a utility process of Electron, under Electron's own Node. */
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { desktopMeans } from '../../src/main/hosts/headless/electronBinary.ts'

const script = path.resolve(import.meta.dirname, '../../scripts/buildSqliteForOldNode.mjs')

/** What makes it so; an Electron whose Node is too old is given a driver that fits it. */
export function utilityEngine(): NodeJS.ProcessEnv {
  const means = desktopMeans()
  if (typeof means === 'string') throw new Error(means)
  const driver = means.nodeFitsEngine
    ? undefined
    : execFileSync(process.execPath, [script], { encoding: 'utf8' })
  return { TRACKSIEVE_ENGINE_NODE: undefined, TRACKSIEVE_SQLITE_BINDING: driver?.trim() }
}
