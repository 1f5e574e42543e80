/** The backends that this machine has, for tests that must hold on each. */
import { availableBackends } from '../../src/main/engine/learning/backends.ts'
import type { Backend } from '../../src/shared/words.ts'

export async function backendsHere(): Promise<Backend[]> {
  return (await availableBackends()).filter(({ state }) => state === 'found').map(({ id }) => id)
}
