/** What this machine has of the product's own parts; learning and media tell of theirs. */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Part } from '../../../shared/contract/engine.ts'

const require = createRequire(import.meta.url)

export function machineParts(environment: NodeJS.ProcessEnv = process.env): Part[] {
  return [
    { id: 'node', name: 'Node', state: 'found', version: process.versions.node, detail: process.execPath },
    electron(environment),
  ]
}

const binary: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
}

function electron(environment: NodeJS.ProcessEnv): Part {
  const part = { id: 'electron', name: 'Electron' }
  if (process.versions.electron)
    return { ...part, state: 'found', version: process.versions.electron, detail: 'this window' }
  const folder = environment.ELECTRON_OVERRIDE_DIST_PATH ?? packageFolder('electron', 'dist')
  const program = folder && path.join(folder, binary[process.platform] ?? 'electron')
  if (!program || !fs.existsSync(program)) {
    const detail =
      'its program is not here; the window opens in a browser instead. `node node_modules/electron/install.js` fetches it'
    return { ...part, state: 'absent', version: null, detail }
  }
  const version = path.join(folder, 'version')
  const text = fs.existsSync(version) ? fs.readFileSync(version, 'utf8').trim().replace(/^v/, '') : null
  return { ...part, state: 'found', version: text, detail: program }
}

/** Packages may hide their package.json from require.resolve: the folders themselves are searched. */
function packageFolder(name: string, ...within: string[]): string | null {
  for (const root of require.resolve.paths(name) ?? []) {
    const folder = path.join(root, name)
    if (fs.existsSync(folder)) return path.join(folder, ...within)
  }
  return null
}
