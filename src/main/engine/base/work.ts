/** What heavy work is given, wherever it runs: in the engine, in a worker thread, or alone on another machine. */
import type { Progress } from '../../../shared/jobs.ts'

export interface Work {
  /** Ends the work; it stops at its next step, removes what it half wrote and throws CANCELLED. */
  readonly signal: AbortSignal
  progress(progress: Progress): void
  /** Anything else the caller waits for on the way: an epoch's figures, a finished part. Must be structured-cloneable. */
  send(message: unknown): void
}

/** For tests and for callers that only want the result. */
export const quietWork = (signal: AbortSignal = new AbortController().signal): Work => ({
  signal,
  progress() {},
  send() {},
})
