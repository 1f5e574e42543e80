/** The backends that this machine has, for tests that must hold on each; webgpu has tests of its own (webgpu.test.ts). */
import { availableBackends } from '../../src/main/engine/learning/backends/backends.ts'
import { type Backend, defaultBackends } from '../../src/shared/words.ts'

export async function backendsHere(): Promise<Backend[]> {
  const all = await availableBackends(defaultBackends)
  return all.filter(({ state }) => state === 'found').map(({ id }) => id)
}
