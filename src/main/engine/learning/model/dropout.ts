/** Dropout masks from one table: drawing a million random numbers a step would cost more than the step itself. */
import { createRandom, type Random } from '../../base/random.ts'

const entries = 1 << 22

/** Each mask is a stretch of the table from a random place on: seeded, and the same on every backend. */
export class Dropout {
  readonly #random: Random
  readonly #table: Float32Array

  /** `random` draws the places, and is stored with a checkpoint; `seed` makes the table. */
  constructor(rate: number, seed: number, random: Random) {
    this.#random = random
    this.#table = drawTable(rate, seed)
  }

  /** 0 or 1 / (1 − rate) each. */
  mask(size: number): Float32Array {
    if (size < entries) {
      const at = this.#random.integer(entries - size)
      return this.#table.subarray(at, at + size)
    }
    const long = new Float32Array(size)
    for (let at = 0; at < size; at += entries / 2) long.set(this.mask(Math.min(entries / 2, size - at)), at)
    return long
  }
}

/** 0 with probability `rate`, else 1 / (1 − rate). */
function drawTable(rate: number, seed: number): Float32Array {
  const random = createRandom(seed, 'dropout')
  const limit = rate * 4294967296
  const kept = 1 / (1 - rate)
  const table = new Float32Array(entries)
  for (let i = 0; i < entries; i += 1) table[i] = random.bits() < limit ? 0 : kept
  return table
}
