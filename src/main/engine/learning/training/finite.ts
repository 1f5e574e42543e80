/** Whether a state of training may be written down. */
import type { Adam } from './optimiser.ts'

interface State {
  weights: Float32Array
  /** Running mean of the weights, where there is one. */
  average?: Float32Array | null
  adam: Adam
}

/** All numbers? A last step can spoil weights, or what Adam remembers, without a bad loss of its own. */
export const isSound = ({ weights, average, adam }: State): boolean =>
  [weights, average ?? [], adam.mean, adam.square].every((part) =>
    part.every((value: number) => Number.isFinite(value)),
  )
