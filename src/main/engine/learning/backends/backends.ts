/** What computes: the native library, else WebAssembly, else plain JavaScript; WebGPU by choice. Lives in the learning thread. */
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import util from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import { TracksieveError } from '../../../../shared/errors.ts'
import { type Backend, backends, defaultBackends } from '../../../../shared/words.ts'
import { record } from '../graphs/settle.ts'
import type { BackendState } from './backendState.ts'
import { loadWebgpu } from './webgpu.ts'

// Not named `require`: the bundler declares one of its own where it sees that name called.
const requireHere = createRequire(import.meta.url)
// Without it the library prints advice for its own developers.
tf.enableProdMode()
const states = new Map<Backend, Promise<BackendState>>()

/** Loads a backend once; never throws. */
function load(id: Backend): Promise<BackendState> {
  const known = states.get(id) ?? loaders[id]?.() ?? unknown(id)
  states.set(id, known)
  return known
}

export async function availableBackends(which: readonly Backend[] = backends): Promise<BackendState[]> {
  const all: BackendState[] = []
  for (const id of which) all.push(await load(id))
  return all
}

/**
 * Makes a backend the one in use: the chosen one, or (null) the first that works of tensorflow, wasm, cpu.
 * Throws TOOL_FAILED when the chosen one does not work; never takes another one instead.
 */
export async function useBackend(chosen: Backend | null): Promise<BackendState> {
  for (const id of chosen ? [chosen] : defaultBackends) {
    const found = await load(id)
    if (found.state === 'found' && (await tf.setBackend(id))) return found
    if (!chosen) continue
    const hint = 'Choose another backend in the settings, or none: then the best that works is taken.'
    throw new TracksieveError('TOOL_FAILED', `The backend ${id} is ${found.state}: ${found.detail}`, hint)
  }
  throw new TracksieveError('TOOL_FAILED', 'No backend works on this machine.', 'Install the packages again.')
}

const unknown = async (id: Backend): Promise<BackendState> => ({
  id,
  state: 'absent',
  version: null,
  detail: 'there is no backend of that name.',
})

const loaders: Partial<Record<Backend, () => Promise<BackendState>>> = {
  tensorflow: loadTensorflow,
  wasm: loadWasm,
  webgpu: () => loadWebgpu(versionOf('webgpu')),
  cpu: loadCpu,
}

async function loadTensorflow(): Promise<BackendState> {
  const failures: string[] = []
  for (const name of ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node']) {
    const failure = await tryTensorflow(name)
    if (failure === null)
      return { id: 'tensorflow', state: 'found', version: versionOf(name), detail: inWords() }
    if (failure !== 'absent') failures.push(`${name}: ${failure}`)
  }
  const detail = 'not installed; it is optional, and faster than wasm.'
  if (failures.length === 0) return { id: 'tensorflow', state: 'absent', version: null, detail }
  return { id: 'tensorflow', state: 'broken', version: null, detail: failures.join(' · ') }
}

/** null = it works. */
async function tryTensorflow(name: string): Promise<string | null> {
  if (versionOf(name) === null) return 'absent'
  // tfjs-node 4.22 calls both; newer Nodes have dropped the one and warn of the other.
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  })
  try {
    await import(/* @vite-ignore */ name)
    const backend = tf.findBackend('tensorflow') as object | undefined
    if (!backend) return 'it brings its own copy of tfjs-core; install exactly the same version.'
    record(backend)
    return null
  } catch (error) {
    return firstLine(error)
  }
}

interface TensorflowBackend {
  isUsingGpuDevice?: boolean
}

function inWords(): string {
  if ((tf.findBackend('tensorflow') as TensorflowBackend).isUsingGpuDevice) return 'tensorflow · GPU'
  return `tensorflow · CPU, ${threads(Number(process.env.TF_NUM_INTRAOP_THREADS) || os.availableParallelism())}`
}

async function loadWasm(): Promise<BackendState> {
  const version = versionOf('@tensorflow/tfjs-backend-wasm')
  try {
    const wasm = await import('@tensorflow/tfjs-backend-wasm')
    wasm.setWasmPaths(path.join(path.dirname(requireHere.resolve('@tensorflow/tfjs-backend-wasm')), path.sep))
    const before = tf.getBackend()
    if (!(await tf.setBackend('wasm'))) throw new Error('it does not start')
    const detail = `wasm · CPU, ${threads(wasm.getThreadsCount())}`
    if (before) await tf.setBackend(before)
    return { id: 'wasm', state: 'found', version, detail }
  } catch (error) {
    return { id: 'wasm', state: version ? 'broken' : 'absent', version, detail: firstLine(error) }
  }
}

async function loadCpu(): Promise<BackendState> {
  const version = versionOf('@tensorflow/tfjs-backend-cpu')
  try {
    await import('@tensorflow/tfjs-backend-cpu')
    return { id: 'cpu', state: 'found', version, detail: 'plain JavaScript · CPU, 1 thread (slow)' }
  } catch (error) {
    return { id: 'cpu', state: 'broken', version, detail: firstLine(error) }
  }
}

const threads = (n: number): string => (n === 1 ? '1 thread' : `${n} threads`)

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!

function versionOf(name: string): string | null {
  try {
    return (requireHere(`${name}/package.json`) as { version: string }).version
  } catch {
    return null
  }
}
