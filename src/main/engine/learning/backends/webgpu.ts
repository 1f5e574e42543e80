/** WebGPU in Node, by the optional package `webgpu`. It is never taken by itself: no graphics card was there to measure. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { BackendState } from './backendState.ts'
import { adapterInWords, bestAdapter, registerGpu } from './gpuBackend.ts'

/** The package's face. */
interface Dawn {
  create(options: string[]): GPU
  globals: object
}

/** Looks for an adapter and registers the backend. Never throws; `version`: of the package, null = not installed. */
export async function loadWebgpu(version: string | null): Promise<BackendState> {
  const because = (state: 'absent' | 'broken', detail: string) => ({
    id: 'webgpu' as const,
    state,
    version,
    detail,
  })
  if (version === null) return because('absent', 'the package webgpu is not installed; it is optional.')
  if (!mayHaveDriver()) return because('absent', 'no graphics driver for Vulkan was found.')
  try {
    const name = 'webgpu'
    const { create, globals } = (await import(/* @vite-ignore */ name)) as Dawn
    Object.assign(globalThis, globals)
    const gpu = create([])
    const adapter = await bestAdapter(gpu)
    if (!adapter) return because('absent', 'no graphics adapter answers.')
    await registerGpu(gpu)
    return { id: 'webgpu', state: 'found', version, detail: adapterInWords(adapter) }
  } catch (error) {
    return because('broken', (error instanceof Error ? error.message : String(error)).split('\n')[0]!)
  }
}

/**
 * Are there descriptions of Vulkan drivers where the loader looks? Without any, the package would only print warnings.
 * Elsewhere than on Linux the system brings what is needed.
 */
export function mayHaveDriver(env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true
  if (env.VK_ICD_FILENAMES || env.VK_DRIVER_FILES || env.VK_ADD_DRIVER_FILES) return true
  const home = os.homedir()
  const folders = [
    env.XDG_CONFIG_HOME ?? path.join(home, '.config'),
    ...(env.XDG_CONFIG_DIRS ?? '/etc/xdg').split(':'),
    '/etc',
    env.XDG_DATA_HOME ?? path.join(home, '.local/share'),
    ...(env.XDG_DATA_DIRS ?? '/usr/local/share:/usr/share').split(':'),
  ]
  return folders.some((folder) => holdsJson(path.join(folder, 'vulkan', 'icd.d')))
}

function holdsJson(folder: string): boolean {
  try {
    return fs.readdirSync(folder).some((file) => file.endsWith('.json'))
  } catch {
    return false
  }
}
