/** Where the crops of a track lie, and what a model takes of them: plain data, handed from thread to thread. */

/** The crops of one track, side by side in a file of crops. */
export interface TrackCrops {
  file: string
  key: string
  /** Number of the first in the file. */
  first: number
  /** Which boxes of the track they show, ascending. */
  boxes: Int32Array
  /** What a tokenizer says of the crops of that file, where a model looks with one. */
  features?: string
}

/** The crops that the steps of a sequence look at. */
export interface StepCrops {
  track: TrackCrops
  /** The first so many, one a step. */
  count: number
  /** Left and right exchanged. */
  mirror: boolean
}

/** Pixels of a crop's side, everywhere. */
export const cropSide = 64

/** At most `most` of the boxes 0 … n − 1, evenly spread, first and last included. */
export function spreadBoxes(n: number, most: number): Int32Array {
  if (n <= most) return Int32Array.from({ length: n }, (_, i) => i)
  if (most === 1) return Int32Array.of(n >> 1)
  return Int32Array.from({ length: most }, (_, i) => Math.round((i * (n - 1)) / (most - 1)))
}

/** How many crops the file of these tracks holds up to their last one. */
export const cropsUpTo = (tracks: readonly TrackCrops[]): number =>
  tracks.reduce((most, { first, boxes }) => Math.max(most, first + boxes.length), 0)

/** How many of a track's crops show its first `boxes` boxes. */
export function cropsWithin({ boxes }: TrackCrops, seen: number): number {
  let count = 0
  while (count < boxes.length && boxes[count]! < seen) count += 1
  return count
}
