/** Numbers that are others in every pass. Each comes with what computes it, so that a recorded pass can be fed again. */

export type Numbers = Float32Array | Int32Array

/** `order`: sources draw from one random state, so they are asked in the order in which they were first. */
export interface Named {
  order: number
  source(given: object): Numbers
}

const known = new WeakMap<Numbers, Named>()
let order = 0

/** A pass over several batches has its `parts`; each knows its place among them. */
export interface Part {
  part?: number | undefined
}

/** What `source` makes of what a pass is given, recognised where it becomes a tensor as it is (no copy of it would be). */
export function given<G extends object, N extends Numbers>(now: G & Part, source: (given: G) => N): N {
  // A view of its own: the same numbers may go by another name as well.
  const numbers = source(now).subarray() as N
  order += 1
  const { part } = now
  const fromAll = ({ parts }: { parts: readonly G[] }) => source(parts[part!]!)
  known.set(numbers, { order, source: (part === undefined ? source : fromAll) as Named['source'] })
  return numbers
}

export const nameOf = (numbers: Numbers): Named | null => known.get(numbers) ?? null
