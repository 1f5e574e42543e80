/** What there is of a backend. */
import type { Backend } from '../../../../shared/words.ts'

/** `version` is that of the package; `detail` says in words what it computes on, or why it does not. */
export interface BackendState {
  id: Backend
  state: 'found' | 'absent' | 'broken'
  version: string | null
  detail: string
}
