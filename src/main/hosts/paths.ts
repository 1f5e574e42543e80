/** Where the product's own files lie, built or not. */
import fs from 'node:fs'
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
export const iconFile = (): string => path.join(packageRoot(), 'resources', 'icon.png')
export const preloadEntry = (): string => path.join(builtRoot(), 'preload', 'index.cjs')
export const rendererRoot = (): string => path.join(builtRoot(), 'renderer')
