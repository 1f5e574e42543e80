/**
 * Ctrl+C, twice delivered as one: a launcher hands it on to a child that the terminal told already, and what was meant
 * as one request must not count as the second one, which ends without waiting.
 */
const asOne = 500

export interface Stopping {
  dispose(): void
}

/** Calls `first` at the first signal to stop, `again` at each later one. */
export function onStop(first: () => void, again: () => void): Stopping {
  let asked = 0
  const stop = () => {
    const now = performance.now()
    if (asked === 0) {
      asked = now
      first()
    } else if (now - asked > asOne) again()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, stop)
  return {
    dispose() {
      for (const signal of signals) process.off(signal, stop)
    },
  }
}

/** Resolves at the first signal to stop. A second one ends the process without waiting. */
export const whenStopped = (): Promise<void> =>
  new Promise((resolve) => {
    onStop(resolve, () => process.exit(130))
  })
