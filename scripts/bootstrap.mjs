/**
 * Gets a checkout ready to run. Plain JavaScript for any Node from 18 on, because it runs before anything is
 * installed. All it has to say goes to stderr: stdout belongs to the command that follows.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { npm } from './npm.mjs'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const onWindows = process.platform === 'win32'
const modules = path.join(root, 'node_modules')
export const ownNode = path.join(modules, 'node', 'bin', onWindows ? 'node.exe' : 'node')
const say = (text) => console.error(text)

/** Neither advertising nor warnings about the Node that only installs; errors are still told. */
export const quietly = ['--no-audit', '--no-fund', '--loglevel', 'error']

/** In a checkout; an installed package has neither lockfile nor sources, and needs no preparation. */
const isCheckout =
  fs.existsSync(path.join(root, 'package-lock.json')) && fs.existsSync(path.join(root, 'src'))

/**
 * Installs where needed, then sees to it that `script` runs under the project's own Node. Returns only there; in
 * any other Node it runs the script again under that one and ends as it ends.
 */
export async function underOwnNode(scriptUrl) {
  if (!isCheckout) return
  install()
  if (isOwnNode()) return
  await runInstead(ownNode, [fileURLToPath(scriptUrl), ...process.argv.slice(2)])
}

/** Installs when node_modules is missing, or was installed from another lockfile. */
function install() {
  const stamp = path.join(modules, '.installed-from')
  const wanted = createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex')
  if (read(stamp) === wanted && fs.existsSync(ownNode)) return
  say('Installing packages (the first time, and after an update) …')
  if (!npm('ci', ...quietly)) {
    say('An install script failed. Once more without them …')
    if (!npm('ci', ...quietly, '--ignore-scripts') || !npm('rebuild', 'node')) {
      say('The packages could not be installed; npm says why above. Is a package registry in reach?')
      process.exit(1)
    }
  }
  if (!fs.existsSync(ownNode) && !npm('rebuild', 'node')) {
    say(`The project's own Node is missing (${ownNode}).`)
    process.exit(1)
  }
  fs.writeFileSync(stamp, wanted)
}

/** Builds when the sources are not those that `out` was built from. */
export function build() {
  if (!isCheckout) return
  const stamp = path.join(root, 'out', '.built-from')
  const wanted = sourcesDigest()
  if (read(stamp) === wanted) return
  say('Building …')
  fs.rmSync(stamp, { force: true })
  const vite = path.join(modules, 'electron-vite', 'bin', 'electron-vite.js')
  const built = spawnSync(ownNode, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (built.status !== 0) {
    say('The build failed; the reason stands above.')
    process.exit(1)
  }
  fs.writeFileSync(stamp, wanted)
}

function sourcesDigest() {
  const digest = createHash('sha256')
  const add = (file) => digest.update(file).update(fs.readFileSync(path.join(root, file)))
  for (const file of ['package-lock.json', 'package.json', 'electron.vite.config.ts', 'tsconfig.json'])
    add(file)
  const sources = fs.readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
  const files = sources.filter((entry) => entry.isFile())
  const names = files.map((entry) =>
    path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)),
  )
  for (const name of names.sort()) add(name)
  return digest.digest('hex')
}

/** Runs a program in place of this one: with its streams, its signals and its exit code. */
export async function runInstead(program, args, env = process.env) {
  const child = spawn(program, args, { stdio: 'inherit', env })
  // A terminal tells the child of Ctrl+C, too; it takes both for one. Whoever signals this process alone reaches it so.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      say(`${program} could not be started: ${error.message}`)
      resolve(1)
    })
    child.once('exit', (exit, signal) => resolve(exit ?? (signal === 'SIGINT' ? 130 : 1)))
  })
  process.exit(code)
}

/** Stops this program when the one that started it is gone: npm does not hand every signal on. */
export function endWithParent() {
  const parent = process.ppid
  const look = () => process.ppid !== parent && process.kill(process.pid, 'SIGTERM')
  setInterval(look, 500).unref()
}

function isOwnNode() {
  return fs.realpathSync(process.execPath) === fs.realpathSync(ownNode)
}

const read = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined)
