/** What the threads found of the backends, asked once. */
import { type Backend, defaultBackends } from '../../../../shared/words.ts'
import { quietWork } from '../../base/work.ts'
import type { Workers } from '../../jobs/types.ts'
import type { BackendState } from './backendState.ts'

export function knownBackends(workers: Workers) {
  const ask = (lane: 'draw' | 'learn', which: readonly Backend[]) =>
    workers.run<BackendState[]>(lane, 'learning.backends', which, quietWork())
  const started = once(() => ask('learn', defaultBackends))
  // Looked for beside a training, which may take hours. Not at the start: a driver that crashes takes the engine along.
  const graphics = once(() => ask('draw', ['webgpu']))
  let looked = false

  return {
    /** In the order of the words. */
    async all(): Promise<BackendState[]> {
      looked = true
      const [others, cards] = await Promise.all([started(), graphics()])
      const last = others.length - 1
      return [...others.slice(0, last), ...cards, ...others.slice(last)]
    },
    async inUse(wanted: Backend | null): Promise<BackendState> {
      if (wanted === 'webgpu') return looked ? (await graphics())[0]! : notYet
      const all = await started()
      return all.find(({ id, state }) => (wanted ? id === wanted : state === 'found')) ?? all.at(-1)!
    },
    willUse(backend: Backend | null): void {
      if (backend === 'webgpu') looked = true
    },
  }
}

const notYet: BackendState = {
  id: 'webgpu',
  state: 'found',
  version: null,
  detail: 'webgpu · starts when it is first used',
}

/** Asked again only after a failure. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => {
    answer ??= ask()
    answer.catch(() => {
      answer = undefined
    })
    return answer
  }
}
