/** Frozen orders of tracks under opaque names: what a person works through keeps its order while labels change. */
import { randomUUID } from 'node:crypto'
import { TracksieveError } from '../../../shared/errors.ts'

/** Lists that are kept: Library's, Review's and those behind the back button. A million tracks are 4 MB each. */
const kept = 8

export interface Lists<Owner> {
  add(owner: Owner, ids: Int32Array): string
  /** NOT_FOUND (retryable: open it again) when it is gone, or belongs to another owner. */
  get(owner: Owner, name: string): Int32Array
}

export const goneList = (): TracksieveError =>
  new TracksieveError('NOT_FOUND', 'This list is no longer kept.', 'Open it again.', true)

export function createLists<Owner>(): Lists<Owner> {
  const lists = new Map<string, { owner: Owner; ids: Int32Array }>()
  return {
    add(owner, ids) {
      const name = randomUUID()
      lists.set(name, { owner, ids })
      const [oldest] = lists.keys()
      if (lists.size > kept && oldest !== undefined) lists.delete(oldest)
      return name
    },
    get(owner, name) {
      const list = lists.get(name)
      if (!list || list.owner !== owner) throw goneList()
      // Used ones are the last to go.
      lists.delete(name)
      lists.set(name, list)
      return list.ids
    },
  }
}
