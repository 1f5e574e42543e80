/** One track's decision while it grows: made once, and final. */
import type { EarlyThresholds } from '../../../../shared/contract/early.ts'

export type Verdict = 'confirm' | 'reject' | 'undecided'

export interface Decision {
  verdict: Verdict
  /** Boxes seen when it was made; 0 = it never was. */
  boxes: number
  /** Score at confirmation, 1 − score at rejection. 0 = undecided. */
  confidence: number
}

export type Cuts = Pick<EarlyThresholds, 'confirm' | 'reject'>

export const undecided: Decision = { verdict: 'undecided', boxes: 0, confidence: 0 }

/** Takes a track's scores as they come; what was decided stays so, whatever comes later. */
export function decider({ confirm, reject }: Cuts): (score: number) => Decision {
  let [seen, made] = [0, undecided]
  return (score) => {
    seen += 1
    if (made.verdict !== 'undecided') return made
    if (confirm !== null && score >= confirm) made = { verdict: 'confirm', boxes: seen, confidence: score }
    else if (reject !== null && score <= reject)
      made = { verdict: 'reject', boxes: seen, confidence: 1 - score }
    return made
  }
}

/** `scores`: one a box. */
export function decide(scores: ArrayLike<number>, cuts: Cuts): Decision {
  const next = decider(cuts)
  let made = undecided
  for (let i = 0; i < scores.length && made.verdict === 'undecided'; i += 1) made = next(scores[i]!)
  return made
}

/** Confirmed at its n-th box, never rejected: what trackers do. */
export const afterHits = (boxes: number, hits: number): Decision =>
  boxes >= hits ? { verdict: 'confirm', boxes: hits, confidence: 1 } : undecided
