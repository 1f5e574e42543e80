/** What one threshold on one number makes of a set: every set and every model is measured against it. */
import type { TrivialRule } from '../../../shared/contract/clipFiles.ts'
import type { ClipKind, TrackClass } from '../../../shared/words.ts'

export interface RuledTrack {
  truth: TrackClass
  boxes: number
  /** Mean; null where no box has a score. */
  score: number | null
}

export interface RuledClip {
  kind: ClipKind
  bright: number
}

export function trivialRules(tracks: readonly RuledTrack[], clips: readonly RuledClip[]): TrivialRule[] {
  const real = ({ truth }: RuledTrack) => truth === 'persistent'
  const scored = tracks.filter(({ score }) => score !== null)
  const positive = ({ kind }: RuledClip) => kind === 'persistent' || kind === 'mixed'
  return [
    measure(
      'duration',
      'track',
      tracks.map((track) => track.boxes),
      tracks.map(real),
    ),
    measure(
      'mean score',
      'track',
      scored.map((track) => track.score!),
      scored.map(real),
    ),
    measure(
      'bright pixels',
      'clip',
      clips.map((clip) => clip.bright),
      clips.map(positive),
    ),
  ].flatMap((rule) => rule ?? [])
}

/** Values from the threshold on are called real. Null without values. */
function measure(
  rule: TrivialRule['rule'],
  unit: TrivialRule['unit'],
  values: readonly number[],
  real: readonly boolean[],
): TrivialRule | null {
  const n = values.length
  if (n === 0) return null
  const order = values.map((value, i) => ({ value, real: real[i]! })).sort((a, b) => a.value - b.value)
  const positives = real.filter((is) => is).length
  const negatives = n - positives
  let [below, realBelow] = [0, 0]
  let best = { threshold: order[0]!.value, accuracy: positives / n }
  let balanced = 0.5
  for (const [i, { value, real: is }] of order.entries()) {
    below += 1
    if (is) realBelow += 1
    const next = order[i + 1]?.value
    if (next === value) continue
    const [hits, rejections] = [positives - realBelow, below - realBelow]
    const accuracy = (hits + rejections) / n
    const threshold = next === undefined ? value + 1 : (value + next) / 2
    if (accuracy > best.accuracy) best = { threshold, accuracy }
    if (positives > 0 && negatives > 0)
      balanced = Math.max(balanced, (hits / positives + rejections / negatives) / 2)
  }
  return { rule, unit, n, ...best, balanced, majority: Math.max(positives, negatives) / n }
}
