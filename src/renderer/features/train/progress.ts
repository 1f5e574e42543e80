/** How far a training is: what it did, how fast, how long it will take. */
import type { Epoch, Run } from '../../../shared/contract/learning.ts'

/** "0:26", "12:05", "1:02:09". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** How many epochs it will train: with few tracks those that the recipe has for few. */
export function epochsWanted({
  recipe: { epochs, fewTracks },
  counts,
}: Pick<Run, 'recipe' | 'counts'>): number {
  const { persistent, brief, noise } = counts.train.labels
  return fewTracks && persistent + brief + noise < fewTracks.below ? fewTracks.epochs : epochs
}

/** Seconds until all epochs are done at the pace of those that are; null = none is done yet. An early stop may come sooner. */
export function secondsLeft(epochs: readonly Epoch[], wanted: number, sinceLastEpoch: number): number | null {
  if (epochs.length === 0) return null
  const pace = epochs.reduce((sum, { seconds }) => sum + seconds, 0) / epochs.length
  return Math.max(0, pace * (wanted - epochs.length) - sinceLastEpoch)
}

/** The epoch whose weights are, or so far would be, the model: of lowest validation loss, or the last, as the recipe says. */
export function keptEpochOf({ epochs, recipe }: Pick<Run, 'epochs' | 'recipe'>): Epoch | undefined {
  if (recipe.keepEpoch === 'last') return epochs.at(-1)
  return epochs.reduce<Epoch | undefined>(
    (best, one) => (best === undefined || one.validationLoss < best.validationLoss ? one : best),
    undefined,
  )
}

/** "44 %"; – = not measured. */
export const shareWords = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${Math.round(share * 100)} %`
