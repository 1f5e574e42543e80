/**
 * The line that calls go through: waits for the first engine, refuses at once where one is gone, and gives every
 * failure its product code.
 */
import type { ClientContext, ClientLink } from '@orpc/client'
import { TracksieveError } from '../../shared/errors.ts'
import { toClientError } from './clientErrors.ts'
import { type Connection, unavailable } from './connection.ts'
import type { ConnectionStore } from './connectionStore.ts'

export function guardedLink(store: ConnectionStore): ClientLink<ClientContext> {
  return {
    async call(path, input, options) {
      await store.untilKnown(options.signal)
      if (options.signal?.aborted) throw cancelled()
      const connection = store.current
      if (!connection) throw unavailable(store.getState().why ?? 'The engine is not running yet.')
      const explain = (thrown: unknown): never => {
        throw explained(thrown, connection, options.signal)
      }
      const answer = await connection.untilLost(connection.link.call(path, input, options)).catch(explain)
      return isIterator(answer) ? guardedIterator(answer, connection, explain) : answer
    },
  }
}

const cancelled = (thrown?: unknown): TracksieveError =>
  new TracksieveError('CANCELLED', 'Cancelled.', '', true, thrown)

/** oRPC reports abort and loss differently on each transport; what is known here decides. */
function explained(
  thrown: unknown,
  connection: Connection,
  signal: AbortSignal | undefined,
): TracksieveError {
  if (signal?.aborted) return cancelled(thrown)
  return connection.lost ?? toClientError(thrown)
}

function guardedIterator(
  inner: AsyncIterator<unknown>,
  connection: Connection,
  explain: (thrown: unknown) => never,
): AsyncIterableIterator<unknown> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => connection.untilLost(inner.next()).catch(explain),
    return: async (value?: unknown) => {
      if (!connection.lost) await inner.return?.(value).catch(() => {})
      return { done: true, value }
    },
  }
}

const isIterator = (value: unknown): value is AsyncIterator<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value
