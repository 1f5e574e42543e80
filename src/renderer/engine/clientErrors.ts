/** Whatever a call throws, as the product's one error class. */
import { ORPCError } from '@orpc/client'
import { z } from 'zod'
import { ErrorBody, TracksieveError } from '../../shared/errors.ts'

const Issues = z.object({
  issues: z.array(z.object({ message: z.string(), path: z.array(z.unknown()).optional() })).min(1),
})

const atFault = 'This is a fault of Tracksieve. Please report it.'

export function toClientError(thrown: unknown): TracksieveError {
  if (thrown instanceof TracksieveError) return thrown
  if (thrown instanceof ORPCError) return fromEngine(thrown as ORPCError<string, unknown>)
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return new TracksieveError('INTERNAL', `The engine's answer can't be used: ${text}`, atFault, false, thrown)
}

function fromEngine(error: ORPCError<string, unknown>): TracksieveError {
  const body = ErrorBody.safeParse(error.data)
  if (body.success) {
    const { code, message, hint, retryable } = body.data
    return new TracksieveError(code, message, hint, retryable, error)
  }
  const refused = Issues.safeParse(error.data)
  if (error.code === 'BAD_REQUEST' && refused.success) {
    const text = refused.data.issues.map(describe).join(' ')
    return new TracksieveError('VALIDATION', text, 'Change the value and try again.', false, error)
  }
  return new TracksieveError('INTERNAL', error.message, atFault, false, error)
}

function describe(issue: { message: string; path?: unknown[] | undefined }): string {
  const where = (issue.path ?? []).map(segment).join('.')
  return where ? `${where}: ${issue.message}.` : `${issue.message}.`
}

/** A path's part is a key, or an object that holds one. */
function segment(part: unknown): string {
  const key = typeof part === 'object' && part !== null && 'key' in part ? part.key : part
  return String(key)
}
