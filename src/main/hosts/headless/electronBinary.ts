/** Whether the desktop window can be shown here: Electron's binary, its version, a display. */
import fs from 'node:fs'
import path from 'node:path'
import { packageRoot } from '../paths.ts'
import { hasDisplay } from './browser.ts'

/** Brings Node 22. */
const firstFittingElectron = 35

export interface DesktopMeans {
  electron: string
  /** An older Electron's own Node can't load the engine's native modules: the engine runs under another one then. */
  nodeFitsEngine: boolean
}

/** The binary and its version, or in words why the desktop window can't be shown. */
export function desktopMeans(environment: NodeJS.ProcessEnv = process.env): DesktopMeans | string {
  const folder =
    environment.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(packageRoot(), 'node_modules', 'electron', 'dist')
  const electron = path.join(folder, binaryNames[process.platform] ?? 'electron')
  if (!fs.existsSync(electron))
    return `Electron's program is not in ${folder} (its download may be out of reach)`
  if (!hasDisplay(environment)) return 'there is no display (DISPLAY and WAYLAND_DISPLAY are not set)'
  const version = path.join(folder, 'version')
  const text = fs.existsSync(version) ? fs.readFileSync(version, 'utf8') : ''
  const major = Number(/\d+/.exec(text)?.[0] ?? 0)
  return { electron, nodeFitsEngine: major >= firstFittingElectron }
}

const binaryNames: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
}
