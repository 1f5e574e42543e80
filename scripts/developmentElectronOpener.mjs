/**
 * Stands in the development Electron where Electron's default app would: opens the app folder named on the command
 * line. Knows -r/--require MODULE (before the app) and -v/--version; other switches are Chromium's.
 */
import { app } from 'electron'
import fs from 'node:fs'
import Module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { folder, required } = readArguments(process.argv.slice(1))
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
const name = manifest.productName ?? manifest.name
app.setName(name)
app.setVersion(manifest.version)
app.setPath('userData', path.join(app.getPath('appData'), name))
app.setAppPath(folder)
Module._preloadModules(required)
await import(pathToFileURL(path.resolve(folder, manifest.main)).href)

function readArguments(given) {
  const required = []
  let folder
  for (let i = 0; i < given.length && folder === undefined; i += 1) {
    const argument = given[i]
    if (argument === '-v' || argument === '--version') {
      console.log(`v${process.versions.electron}`)
      process.exit(0)
    } else if (argument === '-r' || argument === '--require') required.push(given[++i])
    else if (argument.startsWith('--require=')) required.push(argument.slice('--require='.length))
    else if (!argument.startsWith('-')) folder = path.resolve(argument)
  }
  if (folder === undefined) {
    console.error('usage: electron [-r MODULE] APP_FOLDER')
    process.exit(2)
  }
  return { folder, required }
}
