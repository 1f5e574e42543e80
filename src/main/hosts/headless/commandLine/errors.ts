/** Whatever a command throws, as the product's error: refusals come through the contract in its own envelope. */
import { ORPCError } from '@orpc/client'
import { ErrorBody, TracksieveError, toTracksieveError } from '../../../../shared/errors.ts'

/** Wrong usage that only the command can see; ends with exit 2 like what the parser finds. */
export class UsageError extends Error {}

export function toCommandError(thrown: unknown): TracksieveError {
  if (thrown instanceof ORPCError) {
    const body = ErrorBody.safeParse(thrown.data)
    if (body.success) {
      const { code, message, hint, retryable } = body.data
      return new TracksieveError(code, message, hint, retryable, thrown)
    }
  }
  return toTracksieveError(thrown)
}
