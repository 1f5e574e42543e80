/** All figures of decisions while tracks grow: the run's, beside "confirm after so many hits" and always full. Plain numbers. */
import type { EarlyRates, EarlyReport } from '../../../../shared/contract/early.ts'
import { groupsOf } from '../judging/bootstrap.ts'
import { afterHits, type Decision, decide } from './decide.ts'
import { budgets, type Decided, lineOf, stepsOf, workOf } from './figures.ts'
import { longestWait } from './growing.ts'
import { chooseThresholds, type Grown } from './thresholds.ts'

/** A track with all its boxes, of which the first ones are scored. */
export interface GrownTrack extends Grown {
  boxes: number
}

export interface EarlyFiguresInput {
  validation: GrownTrack[]
  judged: GrownTrack[]
  rates: EarlyRates
}

export type EarlyFigures = Omit<EarlyReport, 'run' | 'on' | 'holds'>

export function earlyFigures({ validation, judged, rates }: EarlyFiguresInput): EarlyFigures {
  const thresholds = chooseThresholds(validation, rates)
  const by = (decision: (track: GrownTrack) => Decision): Decided[] =>
    judged.map((track) => ({ ...track, decision: decision(track) }))
  const own = by(({ scores }) => decide(scores, thresholds))
  const hits = (n: number) => by(({ boxes }) => afterHits(boxes, n))
  const enough = hitsFor(validation, rates.falseConfirm)
  const sure = by(({ real }) => ({ verdict: real ? 'confirm' : 'reject', boxes: 1, confidence: 1 }))
  const { over, count } = groupsOf(judged.map(({ video }) => video))
  return {
    thresholds,
    n: judged.length,
    real: judged.filter(({ real }) => real).length,
    over,
    groups: count,
    lines: [
      lineOf('early', 'this run', own),
      lineOf('hits-3', 'confirm after 3 hits', hits(3)),
      lineOf('hits', hitsWords(enough), hits(enough ?? Number.POSITIVE_INFINITY)),
      lineOf('full', 'always full', hits(Number.POSITIVE_INFINITY), ({ boxes }) => boxes),
      lineOf('oracle', 'the truth, told at the first box', sure, workOf),
    ],
    steps: stepsOf(own),
    budgets,
  }
}

/** The fewest hits that confirm no more false tracks than asked, chosen as the thresholds are. null = none within the wait. */
function hitsFor(validation: readonly GrownTrack[], rate: number): number | null {
  const lengths = validation.filter(({ real }) => !real).map(({ boxes }) => boxes)
  for (let n = 1; n <= longestWait; n += 1)
    if (lengths.filter((boxes) => boxes >= n).length + 1 <= rate * (lengths.length + 1) + 1e-9) return n
  return null
}

const hitsWords = (hits: number | null): string =>
  hits === null
    ? `no number of hits up to ${longestWait} keeps to the rate`
    : `confirm after ${hits} ${hits === 1 ? 'hit' : 'hits'}, for the same rate`
