/** How a command ends: 0 done, 1 failed, 2 wrong usage, 3 input refused, 4 in use, 5 cancelled. */
import type { ErrorCode } from '../../../../shared/errors.ts'

export const exitCodes = { done: 0, failed: 1, usage: 2, refused: 3, inUse: 4, cancelled: 5 } as const

const ofError: Partial<Record<ErrorCode, number>> = {
  VALIDATION: exitCodes.refused,
  NOT_FOUND: exitCodes.refused,
  CONFLICT: exitCodes.refused,
  UNSUPPORTED_MEDIA: exitCodes.refused,
  CATALOGUE_CORRUPT: exitCodes.refused,
  CATALOGUE_TOO_NEW: exitCodes.refused,
  CATALOGUE_IN_USE: exitCodes.inUse,
  CANCELLED: exitCodes.cancelled,
}

export const exitCodeOf = (code: ErrorCode): number => ofError[code] ?? exitCodes.failed
