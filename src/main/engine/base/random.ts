/**
 * The product's own random numbers: xoshiro128** (Blackman and Vigna, 2018) over 32-bit integers.
 * A stream follows from its seed and keys alone, so any part of a result can be made again, anywhere, in any order.
 */
import { normalQuantiles } from './normal.ts'

export interface Random {
  /** 32 random bits, 0 … 2³² − 1. */
  bits(): number
  /** In [0, 1), a multiple of 2⁻³². */
  uniform(): number
  /** In [low, high). */
  between(low: number, high: number): number
  /** A whole number in [0, count). */
  integer(count: number): number
  /** Mean 0, standard deviation 1, within ±4.4. */
  normal(): number
  pick<T>(list: readonly T[]): T
  /** Four words; `restoreRandom` goes on exactly from there. */
  state(): number[]
}

/** The stream of `seed` and `keys`, such as (42, clip, 'scene'). Numbers count as 32-bit integers. */
export function createRandom(seed: number, ...keys: (number | string)[]): Random {
  return restoreRandom(streamState(seed, ...keys))
}

/** The first state of a stream, for loops that cannot afford a call per number. */
export function streamState(seed: number, ...keys: (number | string)[]): number[] {
  // Each word is a hash of its own over all keys: two streams meet only if all four agree.
  const words = [0x9e3779b9, 0x7f4a7c15, 0xf39cc060, 0x5cedc834]
  for (const key of [seed, ...keys]) {
    const value = typeof key === 'string' ? hashText(key) : key
    for (let i = 0; i < 4; i += 1) words[i] = mixBits(words[i]! ^ Math.imul(value, multipliers[i]!))
  }
  return words.every((word) => word === 0) ? [1, 0, 0, 0] : words
}

const multipliers = [0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1]

/** A one-to-one map of 32-bit integers in which every input bit moves every output bit (MurmurHash3's finaliser). */
export function mixBits(value: number): number {
  let x = value
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

/** FNV-1a over UTF-16 units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

export function restoreRandom(from: readonly number[]): Random {
  const state = Int32Array.from(from)
  const one = new Int32Array(1)
  const bits = (): number => {
    fillBits(state, one)
    return one[0]! >>> 0
  }
  const uniform = () => bits() / 0x1_0000_0000
  return {
    bits,
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    integer: (count) => Math.floor(uniform() * count),
    normal: () => normalQuantiles()[bits() >>> 16]!,
    pick: (list) => list[Math.floor(uniform() * list.length)]!,
    state: () => Array.from(state, (word) => word >>> 0),
  }
}

/** The stream's next numbers, 32 random bits each, as many as `into` holds; `state`, four words, goes on behind them. */
export function fillBits(state: Int32Array, into: Int32Array): void {
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  for (let i = 0; i < into.length; i += 1) {
    const product = Math.imul(b, 5)
    into[i] = Math.imul((product << 7) | (product >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
  }
  state[0] = a
  state[1] = b
  state[2] = c
  state[3] = d
}

/** Reorders `list` in place (Fisher–Yates) and returns it. */
export function shuffle<T extends { length: number; [index: number]: unknown }>(list: T, random: Random): T {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const other = random.integer(i + 1)
    const held = list[i]
    list[i] = list[other]
    list[other] = held
  }
  return list
}
