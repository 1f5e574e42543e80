/** What hidden steps cost by trivial rules: the mean of all steps, which is 0, and the mean of the track's other steps. */
import type { Batch } from '../model/batch.ts'

const huberOf = (off: number): number => (Math.abs(off) <= 1 ? off ** 2 / 2 : Math.abs(off) - 0.5)

/** Summed over the inputs of the hidden steps, and how many those are. */
export function ruleLosses(
  { spans, inputs }: Pick<Batch, 'spans' | 'inputs'>,
  hidden: readonly boolean[],
  width: number,
): { mean: number; ownMean: number; count: number } {
  const sums = { mean: 0, ownMean: 0, count: 0 }
  for (const { start, boxes } of spans) {
    const steps = Array.from({ length: boxes }, (_, i) => start + i)
    const [gone, there] = [steps.filter((step) => hidden[step]), steps.filter((step) => !hidden[step])]
    for (let k = 0; k < width; k += 1) {
      const own = there.reduce((sum, step) => sum + inputs[step * width + k]!, 0) / there.length
      for (const step of gone) {
        sums.mean += huberOf(inputs[step * width + k]!)
        sums.ownMean += huberOf(inputs[step * width + k]! - own)
        sums.count += 1
      }
    }
  }
  return sums
}
