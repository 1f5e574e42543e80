/** Errors that cross the boundary: a stable code, a message in the user's words, and what to do. */
import { z } from 'zod'

export const errorCodes = [
  'VALIDATION',
  'NOT_FOUND',
  'CONFLICT',
  'UNSUPPORTED_MEDIA',
  'DISK_FULL',
  'PERMISSION',
  'CATALOGUE_CORRUPT',
  'CATALOGUE_TOO_NEW',
  'CATALOGUE_IN_USE',
  'TOOL_FAILED',
  'OUT_OF_MEMORY',
  'CANCELLED',
  'ENGINE_UNAVAILABLE',
  'INTERNAL',
] as const
export const ErrorCode = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof ErrorCode>

/** `message` says what is wrong, `hint` what to do; `retryable`: the same call may succeed later. */
export const ErrorBody = z.object({
  code: ErrorCode,
  message: z.string(),
  hint: z.string(),
  retryable: z.boolean(),
})
export type ErrorBody = z.infer<typeof ErrorBody>

/** The one error class of engine, hosts and window. */
export class TracksieveError extends Error {
  override readonly name = 'TracksieveError'
  readonly code: ErrorCode
  readonly hint: string
  readonly retryable: boolean

  constructor(code: ErrorCode, message: string, hint = '', retryable = false, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
    this.retryable = retryable
  }

  get body(): ErrorBody {
    return { code: this.code, message: this.message, hint: this.hint, retryable: this.retryable }
  }
}

const systemErrors: Record<string, [ErrorCode, string, string]> = {
  ENOSPC: [
    'DISK_FULL',
    'The disk is full.',
    'Free some space and try again; nothing that was stored is lost.',
  ],
  EACCES: ['PERMISSION', 'Access is denied.', 'Check the rights of the folder, or choose another one.'],
  EPERM: ['PERMISSION', 'Access is denied.', 'Check the rights of the folder, or choose another one.'],
  EROFS: ['PERMISSION', 'The disk is read-only.', 'Choose a folder that can be written.'],
  ENOENT: ['NOT_FOUND', 'The file does not exist.', 'Check the path.'],
  SQLITE_FULL: [
    'DISK_FULL',
    'The disk is full.',
    'Free some space and try again; nothing that was stored is lost.',
  ],
  SQLITE_READONLY: ['PERMISSION', 'The catalogue is read-only.', 'Check the rights of its folder and files.'],
  SQLITE_CORRUPT: [
    'CATALOGUE_CORRUPT',
    'The catalogue is damaged.',
    'Restore it from a copy; the file was left untouched.',
  ],
  SQLITE_NOTADB: [
    'CATALOGUE_CORRUPT',
    'The file is not a catalogue.',
    'Choose another folder, or restore it from a copy.',
  ],
}

/** Any thrown value as a TracksieveError; system codes (ENOSPC, SQLITE_FULL, …) keep their meaning. */
export function toTracksieveError(thrown: unknown): TracksieveError {
  if (thrown instanceof TracksieveError) return thrown
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const { code, path } = error as { code?: unknown; path?: unknown }
  const known =
    typeof code === 'string'
      ? (systemErrors[code] ?? systemErrors[code.split('_').slice(0, 2).join('_')])
      : undefined
  if (known) {
    const where = typeof path === 'string' ? ` (${path})` : ''
    return new TracksieveError(known[0], known[1] + where, known[2], false, error)
  }
  if (error.name === 'AbortError') return new TracksieveError('CANCELLED', 'Cancelled.', '', true, error)
  return new TracksieveError(
    'INTERNAL',
    error.message,
    'This is a fault of Tracksieve. Please report it.',
    false,
    error,
  )
}
