/** Where the product's own files lie, built or not, and where it keeps what belongs to the person. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** The nearest folder upwards with a package.json: the checkout, or the packaged app. */
export function packageRoot(): string {
  let folder = import.meta.dirname
  while (!fs.existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder)
  return folder
}

export function packageVersion(): string {
  const text = fs.readFileSync(path.join(packageRoot(), 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** The folder of the built bundles: the one that this code runs in, else `out`. */
function builtRoot(): string {
  let folder = import.meta.dirname
  while (path.dirname(folder) !== folder) {
    if (fs.existsSync(path.join(folder, 'main', 'engine.js'))) return folder
    folder = path.dirname(folder)
  }
  return path.join(packageRoot(), 'out')
}

export const engineEntry = (): string => path.join(builtRoot(), 'main', 'engine.js')
export const preloadEntry = (): string => path.join(builtRoot(), 'preload', 'index.cjs')
export const rendererRoot = (): string => path.join(builtRoot(), 'renderer')

/** Settings, recent catalogues and the sample catalogue of this person; TRACKSIEVE_HOME names another folder. */
export function personalFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.TRACKSIEVE_HOME) return path.resolve(environment.TRACKSIEVE_HOME)
  const home = os.homedir()
  if (process.platform === 'win32') {
    return path.join(environment.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'Tracksieve')
  }
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Tracksieve')
  return path.join(environment.XDG_DATA_HOME || path.join(home, '.local', 'share'), 'tracksieve')
}
