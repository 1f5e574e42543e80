/** Which kind of transient a rejected track is. Preset phase1 has no kind head, so its length decides. */
import type { Label, TrackClass } from '../../../../shared/words.ts'

export const lengthBuckets = ['1', '2-3', '4-10', '11-30', '31-'] as const
export type LengthBucket = (typeof lengthBuckets)[number]

export function lengthBucket(boxes: number): LengthBucket {
  if (boxes <= 1) return '1'
  if (boxes <= 3) return '2-3'
  if (boxes <= 10) return '4-10'
  return boxes <= 30 ? '11-30' : '31-'
}

export type KindRule = Record<LengthBucket, 'brief' | 'noise'>

/** In each bucket the more common of the two among the training labels; an empty bucket is as its nearest filled one. */
export function fitKindRule(tracks: readonly { boxes: number; label: Label }[]): KindRule {
  const lead = Object.fromEntries(lengthBuckets.map((bucket) => [bucket, 0])) as Record<LengthBucket, number>
  const filled = new Set<LengthBucket>()
  for (const { boxes, label } of tracks) {
    if (label !== 'brief' && label !== 'noise') continue
    filled.add(lengthBucket(boxes))
    lead[lengthBucket(boxes)] += label === 'brief' ? 1 : -1
  }
  const rule = lengthBuckets.map((bucket, i) => {
    const nearest = [...filled].sort(
      (a, b) => Math.abs(lengthBuckets.indexOf(a) - i) - Math.abs(lengthBuckets.indexOf(b) - i),
    )[0]
    return [bucket, nearest && lead[nearest] < 0 ? 'noise' : 'brief']
  })
  return Object.fromEntries(rule) as KindRule
}

/** persistent at or above the threshold, else what the rule says of such a length. */
export const classify = (score: number, boxes: number, threshold: number, rule: KindRule): TrackClass =>
  score >= threshold ? 'persistent' : rule[lengthBucket(boxes)]
