/** Every error leaves the engine with a code of the contract, whatever threw it. */
import { ORPCError, os, ValidationError } from '@orpc/server'
import type { z } from 'zod'
import { TracksieveError, toTracksieveError } from '../../shared/errors.ts'

export const refusals = os.middleware(async ({ next }) => {
  try {
    return await next()
  } catch (thrown) {
    const error = asRefusal(thrown)
    throw new ORPCError(error.code, { message: error.message, data: error.body })
  }
})

function asRefusal(thrown: unknown): TracksieveError {
  if (!(thrown instanceof ORPCError)) return toTracksieveError(thrown)
  const { cause } = thrown
  if (thrown.code === 'BAD_REQUEST' && cause instanceof ValidationError) return badInput(cause)
  return new TracksieveError(
    'INTERNAL',
    describe(cause) ?? thrown.message,
    'This is a fault of Tracksieve. Please report it.',
  )
}

function badInput(cause: ValidationError): TracksieveError {
  return new TracksieveError('VALIDATION', describe(cause) ?? cause.message, 'Correct it and try again.')
}

/** "epochs: must be at least 1; kinds.noise: …" */
function describe(cause: unknown): string | undefined {
  if (!(cause instanceof ValidationError)) return undefined
  return (cause.issues as z.core.$ZodIssue[])
    .map(({ path, message }) => (path?.length ? `${path.join('.')}: ${message}` : message))
    .join('; ')
}
