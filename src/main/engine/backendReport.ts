/** The backend in use, for the status bar and for doctor: loaded in the background, so that nobody waits for it. */
import type { EngineInfo, Part } from '../../shared/contract/engine.ts'
import type { Backend } from '../../shared/words.ts'

interface State {
  id: Backend
  state: Part['state']
  version: string | null
  detail: string
}

export function backendReport(learning: { backends(): Promise<State[]>; backendInUse(): Promise<State> }) {
  let known: Pick<EngineInfo, 'backend' | 'backendDetail'> = { backend: null, backendDetail: '' }
  /** Starts loading at the first call; answers at once with what is known by then. */
  const inUse = (): typeof known => {
    learning.backendInUse().then(
      ({ id, detail }) => {
        known = { backend: id, backendDetail: detail }
      },
      () => {},
    )
    return known
  }
  const parts = async (): Promise<Part[]> =>
    (await learning.backends()).map(({ id, ...state }) => ({ ...state, id, name: `backend ${id}` }))
  return { inUse, parts }
}
