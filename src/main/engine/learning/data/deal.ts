/** Training tracks in batches, anew for each epoch: one by one, or whole groups where tracks look at each other. */
import { type Random, shuffle } from '../../base/random.ts'
import type { Sequence } from '../model/batch.ts'

interface Pace {
  batch: number
  stepsAnEpoch: number
}

/** As many batches in every epoch as the pace has steps, or fewer where there are fewer groups. */
export function dealer(sequences: readonly Sequence[], pace: Pace): (random: Random) => number[][] {
  if (sequences.every(({ group }) => group === undefined))
    return (random) => slices(shuffle([...sequences.keys()], random), pace.batch)
  const groups = new Map<number, number[]>()
  sequences.forEach(({ group }, i) => groups.set(group!, [...(groups.get(group!) ?? []), i]))
  return (random) => even(shuffle([...groups.values()], random), pace.stepsAnEpoch)
}

const slices = (order: readonly number[], size: number): number[][] =>
  Array.from({ length: Math.ceil(order.length / size) }, (_, i) => order.slice(i * size, (i + 1) * size))

/** Each group into the batch that has fewest tracks so far. */
function even(groups: readonly (readonly number[])[], batches: number): number[][] {
  const dealt: number[][] = Array.from({ length: Math.min(batches, groups.length) }, () => [])
  for (const group of groups)
    dealt.reduce((least, other) => (other.length < least.length ? other : least)).push(...group)
  return dealt
}
