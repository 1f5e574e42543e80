/** What decisions come to: errors, boxes until them, and work saved, with intervals by drawing videos anew. */
import type { EarlyLine, EarlyReport } from '../../../../shared/contract/early.ts'
import { createRandom } from '../../base/random.ts'
import { groupsOf, intervalOf } from '../judging/bootstrap.ts'
import type { Decision } from './decide.ts'

/** Share of the full work that a box gets while its track is held for persistent, undecided, or transient (SEED §9). */
export const budgets: EarlyReport['budgets'] = { persistent: 1, undecided: 0.6, transient: 0.2 }

/** A judged track: all its boxes, also those after the last that is scored. */
export interface Decided {
  real: boolean
  video: number
  boxes: number
  decision: Decision
}

const resamples = 1000

/** The box that decides is still paid as undecided. `full`: everything gets everything. */
export function workOf({ boxes, decision }: Decided): number {
  const { verdict, boxes: at } = decision
  if (verdict === 'undecided') return boxes * budgets.undecided
  const after = verdict === 'confirm' ? budgets.persistent : budgets.transient
  return at * budgets.undecided + (boxes - at) * after
}

export function lineOf(
  id: EarlyLine['id'],
  name: string,
  tracks: readonly Decided[],
  work: (track: Decided) => number = workOf,
): EarlyLine {
  const wrong = ({ real, decision }: Decided) => decision.verdict === (real ? 'reject' : 'confirm')
  const right = ({ real, decision }: Decided) => decision.verdict === (real ? 'confirm' : 'reject')
  const sides = [false, true].map((side) => tracks.filter(({ real }) => real === side))
  const made = tracks.filter(({ decision }) => decision.boxes > 0).map(({ decision }) => decision.boxes)
  const sums = tracks.map((track) => ({
    boxes: track.boxes,
    work: work(track),
    false: track.real ? 0 : 1,
    real: track.real ? 1 : 0,
    falseWrong: !track.real && wrong(track) ? 1 : 0,
    realWrong: track.real && wrong(track) ? 1 : 0,
  }))
  const drawn = draw(sums, tracks)
  const rate = (side: 0 | 1) => ({
    errors: sides[side]!.filter(wrong).length,
    of: sides[side]!.length,
    interval:
      side === 0 ? drawn((sum) => sum.falseWrong / sum.false) : drawn((sum) => sum.realWrong / sum.real),
  })
  const total = (key: 'boxes' | 'work') => sums.reduce((sum, one) => sum + one[key], 0)
  return {
    id,
    name,
    falseConfirm: rate(0),
    falseReject: rate(1),
    decided: made.length / Math.max(1, tracks.length),
    realConfirmed: shareOf(sides[1]!, right),
    falseRejected: shareOf(sides[0]!, right),
    meanBoxes: made.length === 0 ? null : made.reduce((sum, n) => sum + n, 0) / made.length,
    medianBoxes: made.length === 0 ? null : made.toSorted((a, b) => a - b)[made.length >> 1]!,
    saved: 1 - total('work') / Math.max(1, total('boxes')),
    savedInterval: drawn((sum) => 1 - sum.work / sum.boxes),
  }
}

const shareOf = <T>(all: readonly T[], is: (one: T) => boolean): number | null =>
  all.length === 0 ? null : all.filter(is).length / all.length

type Sums = Record<'boxes' | 'work' | 'false' | 'real' | 'falseWrong' | 'realWrong', number>

/** Sums of whole videos drawn anew; → the interval of what is made of them. */
function draw(sums: readonly Sums[], tracks: readonly Decided[]) {
  const { groups, count } = groupsOf(tracks.map(({ video }) => video))
  const keys = ['boxes', 'work', 'false', 'real', 'falseWrong', 'realWrong'] as const
  const none = (): Sums => ({ boxes: 0, work: 0, false: 0, real: 0, falseWrong: 0, realWrong: 0 })
  const byGroup = Array.from({ length: count }, none)
  sums.forEach((one, i) => {
    for (const key of keys) byGroup[groups[i]!]![key] += one[key]
  })
  const random = createRandom(1, 'early')
  const draws = Array.from({ length: count < 2 ? 0 : resamples }, () => {
    const sum = none()
    for (let i = 0; i < count; i += 1) {
      const one = byGroup[random.integer(count)]!
      for (const key of keys) sum[key] += one[key]
    }
    return sum
  })
  return (of: (sum: Sums) => number) => intervalOf(draws.map(of))
}

/** After each box up to the last that decides anything. */
export function stepsOf(tracks: readonly Decided[]): EarlyReport['steps'] {
  const last = tracks.reduce((most, { decision }) => Math.max(most, decision.boxes), 1)
  const [others, real] = [tracks.filter((one) => !one.real), tracks.filter((one) => one.real)]
  return Array.from({ length: last }, (_, i) => {
    const by = (some: readonly Decided[], verdict: Decision['verdict']) =>
      shareOf(some, ({ decision }) => decision.verdict === verdict && decision.boxes <= i + 1) ?? 0
    const [confirmed, rejected] = [by(tracks, 'confirm'), by(tracks, 'reject')]
    return {
      boxes: i + 1,
      confirmed,
      rejected,
      decided: confirmed + rejected,
      falseConfirm: by(others, 'confirm'),
      falseReject: by(real, 'reject'),
    }
  })
}
