/** Waits until the value is as expected: as long as a busy machine may need. */
import { expect } from 'vitest'

export const eventually = <T>(get: () => T | Promise<T>) => expect.poll(get, { timeout: 20_000 })
