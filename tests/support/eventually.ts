/** Waits until the value is as expected, as long as vitest.config.ts has patience. */
import { expect } from 'vitest'

export const eventually = <T>(get: () => T | Promise<T>) => expect.poll(get)
