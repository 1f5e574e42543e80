/**
 * npm as the project needs it, whatever npm the machine has. An npm that runs on an old Node silently leaves out
 * optional packages that ask for a newer one (the bundler's native part among them), and one before 11 knows nothing
 * of `allowScripts`. Where the machine's own are too old, both are brought from the registry first.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const onWindows = process.platform === 'win32'
const modules = path.join(root, 'node_modules')
const broughtFolder = path.join(root, '.cache', 'npm')
const versionOfNpm = '11.19.1'

/** Runs npm in the project's folder; true when it ended well. Its output goes to stderr. */
export function npm(...args) {
  chosen ??= choose()
  return (
    spawnSync(chosen.program, [...chosen.before, ...args], {
      ...options,
      cwd: root,
      env: environment(chosen.folder),
      shell: chosen.shell,
    }).status === 0
  )
}

let chosen
const options = { stdio: ['ignore', 2, 2] }
const ofMachine = { program: 'npm', before: [], folder: undefined, shell: onWindows }

function choose() {
  const node = path.join(broughtFolder, 'node_modules', 'node', 'bin', onWindows ? 'node.exe' : 'node')
  const cli = path.join(broughtFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const brought = { program: node, before: [cli], folder: path.dirname(node), shell: false }
  const isThere = () => fs.existsSync(node) && fs.existsSync(cli)
  if (isRecent() || !bring(isThere)) return ofMachine
  return brought
}

/** Asked of the machine's own, found as a shell would: not of the Node that runs this file. */
function isRecent() {
  const ask = (program) =>
    spawnSync(program, ['--version'], { encoding: 'utf8', env: environment(), shell: onWindows }).stdout ?? ''
  const major = (text) => Number(text.trim().replace('v', '').split('.')[0])
  return major(ask('node')) >= 24 && major(ask('npm')) >= 11
}

function bring(isThere) {
  if (isThere()) return true
  fs.mkdirSync(broughtFolder, { recursive: true })
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const dependencies = { node: packages['node_modules/node'].version, npm: versionOfNpm }
  fs.writeFileSync(path.join(broughtFolder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  const how = ['install', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel', 'error']
  spawnSync('npm', how, { ...options, cwd: broughtFolder, env: environment(), shell: onWindows })
  return isThere()
}

/** npm must not run on the Node that it is about to replace: the project's own folders leave the PATH. */
function environment(first) {
  const { PATH = '' } = process.env
  const elsewhere = PATH.split(path.delimiter).filter((folder) => !folder.startsWith(modules))
  return {
    ...process.env,
    PATH: [...(first ? [first] : []), ...elsewhere].join(path.delimiter),
    // onnxruntime's own script only fetches CUDA libraries, which nothing here uses.
    ONNXRUNTIME_NODE_INSTALL: 'skip',
  }
}
