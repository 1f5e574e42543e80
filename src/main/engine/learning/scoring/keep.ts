/** Which tracks a model keeps. */
import { TracksieveError } from '../../../../shared/errors.ts'
import type { ModelDescription } from '../files/modelDescription.ts'
import type { Promised } from '../judging/judged.ts'

/** Tracks at or above a threshold, or this share of the real ones (0.95 or 0.99, set on the validation part). */
export type Keep = { threshold: number } | { keepReal: number }

/** Throws VALIDATION for a share that the model has no threshold for. */
export function thresholdFor(keep: Keep, model: Pick<ModelDescription, 'keep95' | 'keep99'>): number {
  if ('threshold' in keep) return keep.threshold
  const known: Record<string, number | null> = { '0.95': model.keep95, '0.99': model.keep99 }
  const threshold = known[String(keep.keepReal)] ?? null
  if (threshold !== null) return threshold
  throw new TracksieveError(
    'VALIDATION',
    `This model has no threshold that keeps ${keep.keepReal * 100} % of the real tracks.`,
    'Ask for 0.95 or 0.99, or give a threshold.',
  )
}

/** The thresholds of a model that promise a share, with the real tracks that they were chosen on, of these sources. */
export function promisesOf(
  { keep95, keep99, data }: Pick<ModelDescription, 'keep95' | 'keep99' | 'data'>,
  sources: string[],
): Promised[] {
  const chosenOn = { real: data.counts.validation.labels.persistent, sources }
  const known: [number, number | null][] = [
    [0.95, keep95],
    [0.99, keep99],
  ]
  return known.flatMap(([share, threshold]) => (threshold === null ? [] : [{ share, threshold, chosenOn }]))
}
