/** How long a training lasts, how large its steps are, and what is done to a gradient before one. */
import type { Recipe } from '../../../../shared/contract/learning.ts'

/** With few tracks an epoch has too few steps: then the recipe's other numbers hold. */
export function paceOf(
  { epochs, batch, fewTracks }: Pick<Recipe, 'epochs' | 'batch' | 'fewTracks'>,
  tracks: number,
): { epochs: number; batch: number; stepsAnEpoch: number } {
  const pace = fewTracks && tracks < fewTracks.below ? fewTracks : { epochs, batch }
  return { epochs: pace.epochs, batch: pace.batch, stepsAnEpoch: Math.ceil(tracks / pace.batch) }
}

/** Learning rate of step 0, 1, … of `total`: a straight rise, then level or half a cosine down to 0. */
export function rateAt(
  step: number,
  total: number,
  { learningRate, warmUp, schedule }: Pick<Recipe, 'learningRate' | 'warmUp' | 'schedule'>,
): number {
  const rise = Math.floor(warmUp * total)
  if (step < rise) return (learningRate * (step + 1)) / rise
  if (schedule === 'constant') return learningRate
  const along = (step - rise) / Math.max(1, total - rise)
  return (learningRate * (1 + Math.cos(Math.PI * along))) / 2
}

/** Shortens the gradient in place to this length; 0 = leaves it. */
export function clipGradient(gradient: Float32Array, longest: number): void {
  if (longest === 0) return
  const length = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0))
  if (length <= longest) return
  const scale = longest / length
  for (let i = 0; i < gradient.length; i += 1) gradient[i]! *= scale
}

/** Decoupled weight decay (Loshchilov and Hutter, 2019), in place. */
export function shrink(weights: Float32Array, share: number): void {
  if (share === 0) return
  for (let i = 0; i < weights.length; i += 1) weights[i]! *= 1 - share
}

/** Only this share of the way from where the weights were, in place. */
export function holdBack(weights: Float32Array, before: Float32Array, share: number): void {
  for (let i = 0; i < weights.length; i += 1) weights[i] = before[i]! + share * (weights[i]! - before[i]!)
}

/** Running mean of the weights after `steps` steps, in place; it starts quickly, so that short trainings forget their start. */
export function average(mean: Float32Array, weights: Float32Array, decay: number, steps: number): void {
  const kept = Math.min(decay, (1 + steps) / (10 + steps))
  for (let i = 0; i < mean.length; i += 1) mean[i]! += (1 - kept) * (weights[i]! - mean[i]!)
}

/** So that real and false tracks count the same in sum; 1 on average. null = every track counts the same. */
export function classWeightsOf(kind: Recipe['classWeights'], real: readonly boolean[]) {
  if (kind === 'none') return null
  const reals = Math.max(1, real.filter(Boolean).length)
  const others = Math.max(1, real.length - reals)
  return { real: real.length / (2 * reals), false: real.length / (2 * others) }
}
