/**
 * `npm test`: everything that must hold, from a bare checkout on Debian Linux. Installs what is missing where it may
 * (root), else names it. Ends with the line "N passed, N failed".
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build, ownNode, quietly, root, underOwnNode } from './bootstrap.mjs'
import { buildSqliteForOldNode } from './buildSqliteForOldNode.mjs'
import { npm } from './npm.mjs'
import provideElectron from './provideElectron.mjs'
import { provideSystemPackages } from './systemPackages.mjs'

await underOwnNode(import.meta.url)

const started = Date.now()
const results = []
const bin = (file, ...args) => [ownNode, path.join('node_modules', file), ...args]

await check('system packages', provideSystemPackages)
await check('TensorFlow', provideTensorflow)
await check('Electron', provideElectron)
// Each works on one core only.
await Promise.all([lint(), theRest()])
for (const project of ['unit', 'integration', 'e2e']) specs(project)

report()

async function lint() {
  await check('lint', () => runAlone(bin('eslint/bin/eslint.js', '--max-warnings', '0', '.')))
}

async function theRest() {
  await check('format', () => runAlone(bin('@biomejs/biome/bin/biome', 'format', '.')))
  await check('types', () => runAlone(bin('typescript/bin/tsc', '--noEmit')))
  const layers = bin(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    'src',
  )
  await check('layers', () => runAlone(layers))
  await check('dead code', () => runAlone(bin('knip/bin/knip.js')))
  await check('build', build)
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) await check('SQLite for Electron', buildSqliteForOldNode)
}

/** One thing that must hold: passes unless it throws or returns false. */
async function check(name, action) {
  const from = start(name)
  let passed
  try {
    passed = (await action()) !== false
  } catch (error) {
    console.error(error.message)
    passed = false
  }
  finish(name, from, { passed: passed ? 1 : 0, failed: passed ? 0 : 1 })
}

function specs(project) {
  const from = start(project)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-test-'))
  const file = path.join(folder, 'result.json')
  const ended = run(
    bin(
      'vitest/vitest.mjs',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ),
  )
  const counts = readCounts(file)
  fs.rmSync(folder, { recursive: true })
  // A file that can't be loaded, or an error outside any test, fails the run without failing a test.
  if (!ended && counts.failed === 0) counts.failed = 1
  finish(project, from, counts)
}

function readCounts(file) {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(fs.readFileSync(file, 'utf8'))
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }
}

function run([program, ...args]) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status === 0
}

/** Runs beside others: what it prints comes in one piece, when it has ended. */
async function runAlone([program, ...args]) {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk))
  const [status] = await once(child, 'close')
  process.stdout.write(Buffer.concat(printed))
  return status === 0
}

/** npm leaves the package out when its own download fails: then it is brought without its script. */
function provideTensorflow() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return true
  if (!fs.existsSync(path.join(root, 'node_modules', '@tensorflow', 'tfjs-node'))) {
    if (!npm('ci', ...quietly, '--ignore-scripts') || !npm('rebuild', 'node')) return false
    fs.writeFileSync(path.join(root, 'node_modules', '.installed-from'), '')
  }
  return run([path.join(root, 'scripts', 'installTensorflow.sh'), 'cpu'])
}

function start(name) {
  console.log(`\n── ${name} …`)
  return Date.now()
}

function finish(name, from, { passed, failed, skipped = 0 }) {
  const seconds = (Date.now() - from) / 1000
  results.push({ name, passed, failed, skipped, seconds })
  console.log(`── ${name}: ${line({ passed, failed, skipped, seconds })}`)
}

function report() {
  console.log()
  for (const result of results) console.log(`${result.name.padEnd(16)} ${line(result)}`)
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  const [passed, failed] = [sum('passed'), sum('failed')]
  console.log(`\n${Math.round((Date.now() - started) / 1000)} s`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}

function line({ passed, failed, skipped, seconds }) {
  const counts = `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
  return `${counts} (${seconds.toFixed(1)} s)`
}
