/** What a graphics card reports beside the call that caused it: kept until results are read, which must then fail. */
import { TracksieveError } from '../../../../shared/errors.ts'

let fault: string | null = null

/** Only the first counts: the others follow from it. */
export function noteFault(message: string): void {
  fault ??= message.split('\n')[0]!
}

/** Throws what was noted since the last time. */
export function throwFault(): void {
  if (fault === null) return
  const message = fault
  fault = null
  // In the words that are known as the end of memory.
  if (/memory/i.test(message)) throw new Error(`Out of memory on the graphics card: ${message}`)
  throw new TracksieveError(
    'TOOL_FAILED',
    `The graphics card failed: ${message}`,
    'Try again, or choose another backend in the settings. The last checkpoint of a run is kept.',
    true,
  )
}
