/** The webgpu backend on a given GPU object: a browser's, or that of the package for Node. */
import * as tf from '@tensorflow/tfjs-core'
import { noteFault } from './gpuFaults.ts'

/** The library's own registration asks for features in a form that only browsers take, and watches for no faults. */
export async function registerGpu(gpu: GPU): Promise<void> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  // The library looks for it there.
  if (navigator.gpu !== gpu) Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true })
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu')
  tf.registerBackend('webgpu', async () => {
    const adapter = await bestAdapter(gpu)
    if (!adapter) throw new Error('no graphics adapter answers')
    const device = await adapter.requestDevice({ requiredLimits: limitsOf(adapter) })
    device.addEventListener('uncapturederror', (event) => noteFault(event.error.message || 'out of memory'))
    void device.lost.then(({ reason, message }) => {
      if (reason === 'destroyed') return
      noteFault(`it was lost. ${message}`)
      // The next use starts anew.
      void registerGpu(gpu)
    })
    return new WebGPUBackend(device as never, adapter.info as never)
  })
}

export const bestAdapter = (gpu: GPU): Promise<GPUAdapter | null> =>
  gpu.requestAdapter({ powerPreference: 'high-performance' })

const needed = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const

const limitsOf = ({ limits }: GPUAdapter): Record<string, number> =>
  Object.fromEntries(needed.map((name) => [name, limits[name]]))

/** In words, for the status bar and doctor. */
export function adapterInWords({ info }: GPUAdapter): string {
  const name = info.description || info.device || [info.vendor, info.architecture].filter(Boolean).join(' ')
  return info.isFallbackAdapter
    ? `webgpu · ${name || 'unnamed'}, a software adapter: slow`
    : `webgpu · ${name || 'unnamed graphics card'}`
}
