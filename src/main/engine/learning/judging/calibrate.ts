/**
 * Makes scores probabilities: temperature and bias on the logits of the steps, fitted on the validation part and believed
 * as far as its videos agree (docs/decisions/judging.md).
 */
import type { Calibration } from '../../../../shared/contract/evaluation.ts'
import { drawBack, type Square, spreadOfSums } from './calibrationSpread.ts'

/** Step scores of a track as the network gives them, and whether it is real. */
export interface ScoredTrack {
  steps: Float32Array
  real: boolean
  /** Tracks of one video err together. */
  video: number
}

type Map2 = Pick<Calibration, 'scale' | 'offset'>

/** With fewer on a side, chance decides more than the model: the scores are left as they are. */
const fewestOnASide = 10
/** Logits beyond ±16 are not told apart by float32 scores. */
const limit = 16

const logit = (p: number): number => Math.max(-limit, Math.min(limit, Math.log(p / (1 - p))))
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))

/** One score → one score; monotone, so that the order of steps stays. */
export const calibrate = ({ scale, offset }: Map2, score: number): number =>
  scale === 1 && offset === 0 ? score : sigmoid(scale * logit(score) + offset)

/** What a track's score would be without it, from its calibrated step scores. */
export function rawScore({ scale, offset }: Map2, steps: Float32Array): number {
  const raw = (score: number) =>
    scale === 1 && offset === 0 ? score : sigmoid((logit(score) - offset) / scale)
  return steps.reduce((sum, score) => sum + raw(score), 0) / steps.length
}

export const calibrateAll = (map: Map2 | undefined, scores: Float32Array): Float32Array =>
  map === undefined ? scores : scores.map((score) => calibrate(map, score))

/** How far from what is expected log scale and offset are thought to lie, before anything was seen. */
const within = 0.1

/**
 * Lowest cross-entropy of the tracks' mean scores, drawn back to the `expected` scale and no offset by how unsure it is.
 * Never fails: where it cannot be fitted it changes nothing and says why.
 */
export function fitCalibration(tracks: readonly ScoredTrack[], expected = 1): Calibration {
  const real = tracks.filter((track) => track.real).length
  const videos = new Set(tracks.map(({ video }) => video)).size
  const counts = { real, false: tracks.length - real, videos }
  if (Math.min(counts.real, counts.false) < fewestOnASide)
    return { ...unchanged, ...counts, refused: tooFew(counts) }
  const logits = tracks.map(({ steps }) => Float64Array.from(steps, logit))
  const start = logits.map((steps) => steps.map((z) => expected * z))
  const found = minimise((t, offset) => lossOf(tracks, start, Math.exp(t), offset))
  const [t, offset] = drawBack(found, spreadOf(tracks, start, found), within)
  return { scale: expected * Math.exp(t), offset, ...counts, refused: null }
}

const unchanged = { scale: 1, offset: 0 }

function tooFew({ real, false: others }: { real: number; false: number }): string {
  const side = real < others ? `${real} real` : `${others} false`
  return `The validation part has ${side} ${Math.min(real, others) === 1 ? 'track' : 'tracks'}; ${fewestOnASide} of each side are needed to calibrate. Label more.`
}

/**
 * Sum over tracks, and a weak pull towards no change (as if one had seen a normal prior of deviation 1 on log scale
 * and offset): where the model is right everywhere, the scale would grow without end.
 */
function lossOf(
  tracks: readonly ScoredTrack[],
  logits: Float64Array[],
  scale: number,
  offset: number,
): number {
  let loss = (Math.log(scale) ** 2 + offset ** 2) / 2
  for (const [i, { real }] of tracks.entries()) {
    const steps = logits[i]!
    let sum = 0
    for (let k = 0; k < steps.length; k += 1) sum += 1 / (1 + Math.exp(-(scale * steps[k]! + offset)))
    const p = Math.min(1 - 1e-7, Math.max(1e-7, sum / steps.length))
    loss -= Math.log(real ? p : 1 - p)
  }
  return loss
}

/** How unsure log scale and offset are. */
function spreadOf(
  tracks: readonly ScoredTrack[],
  logits: readonly Float64Array[],
  [t, offset]: readonly [number, number],
): Square {
  const slopes = tracks.map(({ real, video }, i) => {
    const steps = logits[i]!
    let [sum, alongScale, alongOffset] = [0, 0, 0]
    for (const z of steps) {
      const p = sigmoid(Math.exp(t) * z + offset)
      sum += p
      alongScale += p * (1 - p) * Math.exp(t) * z
      alongOffset += p * (1 - p)
    }
    const p = Math.min(1 - 1e-7, Math.max(1e-7, sum / steps.length))
    const slope: [number, number] = [alongScale / steps.length, alongOffset / steps.length]
    return { video, slope, error: p - Number(real), variance: p * (1 - p) }
  })
  return spreadOfSums(slopes)
}

/** Of two numbers from (0, 0), by steps along each and across that shrink when none is better: no derivative needed. */
function minimise(of: (x: number, y: number) => number): [number, number] {
  let best: [number, number] = [0, 0]
  let lowest = of(0, 0)
  for (let step = 0.5; step > 1e-3; ) {
    const around = directions.map(([x, y]): [number, number] => [best[0] + step * x, best[1] + step * y])
    const values = around.map(([x, y]) => of(x, y))
    const least = values.indexOf(Math.min(...values))
    if (values[least]! < lowest - 1e-9) [best, lowest] = [around[least]!, values[least]!]
    else step /= 2
  }
  return best
}

const directions = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
] as const
