/**
 * Thresholds for asked error rates, from tracks that did not train. The errors are those of whole tracks under the
 * sequential rule, and one more error than was seen is counted (conformal risk control, Angelopoulos and others, 2022):
 * so the rate is expected to hold for further tracks of the same kind, not only for those that it was chosen on.
 */
import type { EarlyRates, EarlyThresholds } from '../../../../shared/contract/early.ts'
import { type Cuts, decide } from './decide.ts'
import { longestWait } from './growing.ts'

/** A track's scores box by box. */
export interface Grown {
  scores: Float32Array
  real: boolean
  video: number
}

/** Each round may only decide more: a track that the other side has decided cannot be decided wrongly any more. */
const rounds = 4

export function chooseThresholds(tracks: readonly Grown[], rates: EarlyRates): EarlyThresholds {
  const [others, real] = [tracks.filter((one) => !one.real), tracks.filter((one) => one.real)]
  const values = tracks.flatMap(({ scores }) => [...scores])
  const refused: string[] = []
  const confirmBeside = (reject: number | null) =>
    cutAbove(peaks(others, { confirm: null, reject }), values, rates.falseConfirm)
  const rejectBeside = (confirm: number | null) => {
    const cut = cutAbove(
      peaks(real, { confirm, reject: null }).map((score) => -score),
      values.map((score) => -score),
      rates.falseReject,
    )
    return cut === null ? null : -cut
  }
  let cuts: Cuts = { confirm: confirmBeside(null), reject: rejectBeside(null) }
  if (isCrossed(cuts)) cuts = apart(cuts)
  for (let round = 0; round < rounds; round += 1) {
    const confirm = cuts.confirm === null ? null : confirmBeside(cuts.reject)
    const reject = cuts.reject === null ? null : rejectBeside(confirm)
    if (isCrossed({ confirm, reject })) break
    cuts = { confirm, reject }
  }
  if (cuts.confirm === null) refused.push(why('confirmed', 'false', others.length, rates.falseConfirm))
  if (cuts.reject === null) refused.push(why('rejected', 'real', real.length, rates.falseReject))
  const videos = new Set(tracks.map(({ video }) => video)).size
  const chosenOn = { real: real.length, false: others.length, videos }
  return { ...rates, ...cuts, refused, chosenOn, boxes: longestWait }
}

/** Highest score of each track (lowest, where `confirm` ends it) before the other threshold decides it. */
function peaks(tracks: readonly Grown[], beside: Cuts): number[] {
  const side = beside.confirm === null ? Math.max : Math.min
  return tracks.map(({ scores }) => {
    const { boxes } = decide(scores, beside)
    const before = boxes === 0 ? scores : scores.subarray(0, boxes - 1)
    return before.reduce((peak, score) => side(peak, score), side === Math.max ? -1 : 2)
  })
}

/**
 * The lowest cut that leaves so few peaks at or above it; half-way to the next score. null = none does, or nothing lies
 * above.
 */
function cutAbove(peaksOfWrong: readonly number[], values: readonly number[], rate: number): number | null {
  const allowed = Math.floor(rate * (peaksOfWrong.length + 1) + 1e-9) - 1
  if (allowed < 0) return null
  const lowest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  if (allowed >= peaksOfWrong.length) return lowest
  const mustStay = peaksOfWrong.toSorted((a, b) => b - a)[allowed]!
  const next = values.reduce(
    (least, value) => (value > mustStay && value < least ? value : least),
    Number.POSITIVE_INFINITY,
  )
  return Number.isFinite(next) ? (Math.max(mustStay, lowest - 1) + next) / 2 : null
}

const isCrossed = ({ confirm, reject }: Cuts): boolean =>
  confirm !== null && reject !== null && reject >= confirm

/** Rates so lenient that every score may be decided either way: the middle decides. */
function apart({ confirm, reject }: Cuts): Cuts {
  const middle = (confirm! + reject!) / 2
  return { confirm: middle, reject: middle - 1e-6 }
}

function why(what: string, side: string, n: number, rate: number): string {
  const needed = Math.ceil(1 / rate - 1e-9) - 1
  if (rate === 0)
    return `No track is ${what}: no rate of wrong ones but 0 was asked for, and no number of labels shows that.`
  if (n < needed)
    return `No track is ${what}: to promise at most ${percent(rate)} wrong takes ${needed} ${side} tracks in the validation part, and it has ${n}. Ask for a higher rate, or label more.`
  return `No track is ${what}: the scores of ${side} tracks reach as far as any, so at most ${percent(rate)} wrong cannot be had.`
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`
