/** A curve of quality against labels, from its points: sizes, order of labels, slope, words. Plain numbers. */
import type {
  EfficiencyLine,
  EfficiencyReport,
  LabelGain,
  LabelOrder,
  MetricName,
  Metrics,
  Spreads,
} from '../../../../shared/contract/learning.ts'
import { metricNames } from '../../../../shared/contract/learning.ts'
import { createRandom, shuffle } from '../../base/random.ts'
import { spreadOf } from './sweepFigures.ts'

/** 20, 50, 100, 200, 400, … below `all`, then `all`; or those of `wanted` that there are labels for. */
export function sizesFor(all: number, wanted?: readonly number[]): number[] {
  const given = wanted ?? [20, 50, ...Array.from({ length: 24 }, (_, i) => 100 * 2 ** i)]
  const below = [...new Set(given)].filter((size) => size < all).sort((a, b) => a - b)
  return wanted && wanted.every((size) => size < all) ? below : [...below, all]
}

/**
 * Rows of a table in the order in which they are labelled, so that every share holds the smaller ones: video after video
 * in an order of the seed, the tracks of one video shuffled too; or, beside labels that a model asks for, all shuffled.
 */
export function labellingOrder(
  rows: readonly number[],
  videos: ArrayLike<number>,
  seed: number,
  by: LabelOrder = 'videos',
): number[] {
  const random = createRandom(seed, 'labels')
  if (by === 'uncertainty') return shuffle([...rows], random)
  const byVideo = new Map<number, number[]>()
  for (const row of rows) byVideo.set(videos[row]!, [...(byVideo.get(videos[row]!) ?? []), row])
  const order = shuffle(
    [...byVideo.keys()].sort((a, b) => a - b),
    random,
  )
  return order.flatMap((video) => shuffle([...byVideo.get(video)!], random))
}

/** The labels of now, then those of which the model is least sure, up to a size. `scores`: of `open`, in its order. */
export function askedFor(
  now: readonly number[],
  open: readonly number[],
  scores: ArrayLike<number>,
  size: number,
): number[] {
  const sureness = new Map(open.map((row, i) => [row, Math.abs(scores[i]! - 0.5)]))
  const asked = [...open].sort((a, b) => sureness.get(a)! - sureness.get(b)! || a - b)
  return [...now, ...asked].slice(0, size)
}

/** Figures of one seed at one size; a line without a figure there is absent. */
export interface PointResult {
  seed: number
  labels: number
  metrics: Partial<Record<EfficiencyLine['id'], Metrics>>
  /** Rows that the model asked for, with those of before: labelled at the next size. */
  next?: number[] | undefined
}

export function linesOf(
  points: readonly PointResult[],
  names: Partial<Record<string, string>>,
): EfficiencyLine[] {
  const sizes = [...new Set(points.map(({ labels }) => labels))].sort((a, b) => a - b)
  const ids = [...new Set(points.flatMap(({ metrics }) => Object.keys(metrics)))] as EfficiencyLine['id'][]
  return ids.map((id) => ({
    id,
    name: names[id] ?? id,
    points: sizes.flatMap((labels) => {
      const own = points
        .filter((point) => point.labels === labels)
        .flatMap(({ metrics }) => metrics[id] ?? [])
      return own.length === 0 ? [] : [{ labels, spread: spreadsOf(own) }]
    }),
  }))
}

function spreadsOf(all: readonly Metrics[]): Spreads {
  const known = metricNames.map(
    (metric: MetricName) => [metric, spreadOf(all.flatMap((one) => one[metric] ?? []))] as const,
  )
  return Object.fromEntries(known.filter(([, spread]) => spread !== null)) as Spreads
}

/** Slope of the model's AUROC over log2(labels), of each seed over its last three sizes; null with fewer than two. */
export function gainOf(points: readonly PointResult[]): LabelGain | null {
  const sizes = [...new Set(points.map(({ labels }) => labels))].sort((a, b) => a - b).slice(-3)
  const slopes = [...new Set(points.map(({ seed }) => seed))].flatMap((seed) => {
    const own = points.flatMap(({ seed: of, labels, metrics }): [number, number][] => {
      const auroc = metrics.model?.auroc ?? null
      return of === seed && sizes.includes(labels) && auroc !== null ? [[Math.log2(labels), auroc]] : []
    })
    return own.length < 2 ? [] : [slopeOf(own)]
  })
  const spread = spreadOf(slopes)
  return spread && sizes.length >= 2 ? { from: sizes[0]!, to: sizes.at(-1)!, ...spread } : null
}

function slopeOf(points: readonly [number, number][]): number {
  const [mx, my] = [0, 1].map((k) => points.reduce((sum, point) => sum + point[k]!, 0) / points.length)
  const across = points.reduce((sum, [x, y]) => sum + (x - mx!) * (y - my!), 0)
  return across / points.reduce((sum, [x]) => sum + (x - mx!) ** 2, 0)
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`

/** One honest sentence or two: a slope that chance explains is no promise, and none is one for other videos. */
export function gainWords(gain: LabelGain | null, { test }: Pick<EfficiencyReport, 'test'>): string {
  if (!gain) return 'Too few sizes held both sides: nothing can be said of more labels.'
  const { from, to, mean, deviation, n } = gain
  const over = `From ${from} to ${to} labels each doubling changed AUROC by ${signed(mean)}`
  const same = `All on the same ${test.labels} test tracks of ${test.videos} videos: what other videos would add to the spread is not in it.`
  if (deviation === null) return `${over} with one seed: how sure that is is not known. ${same}`
  const spread = `${over} ± ${deviation.toFixed(3)} (${n} seeds)`
  // Twice the deviation of the mean.
  if (mean > (2 * deviation) / Math.sqrt(n))
    return `${spread}: ${to} more labels of such videos may bring about as much again, rather less, as such curves flatten. ${same}`
  return `${spread}: no more than chance. More labels of such videos would bring little; new kinds of videos, corrected labels or other inputs may. ${same}`
}

/**
 * What asking for labels brought: AUROC at the same number of labels, mean over the sizes at which the two lines have
 * other labels: not the first, and not `all`. null = there is no such size.
 */
export function choiceWords(points: readonly PointResult[], all: number): string | null {
  const known = [...new Set(points.map(({ labels }) => labels))].sort((a, b) => a - b)
  const sizes = known.slice(1).filter((size) => size < all)
  const bySeed = new Map<number, number[]>()
  for (const { seed, labels, metrics } of points) {
    const [asked, drawn] = [metrics.chosen?.auroc ?? null, metrics.model?.auroc ?? null]
    if (!sizes.includes(labels) || asked === null || drawn === null) continue
    bySeed.set(seed, [...(bySeed.get(seed) ?? []), asked - drawn])
  }
  const spread = spreadOf([...bySeed.values()].map((of) => of.reduce((sum, one) => sum + one, 0) / of.length))
  if (!spread) return null
  const { mean, deviation, n } = spread
  const over = `Labels that the model was least sure of, instead of ones drawn at random, changed AUROC by ${signed(mean)}`
  const at = `(mean over ${sizes.join(', ')} labels`
  if (deviation === null) return `${over} ${at}, one seed: how sure that is is not known).`
  const chance = Math.abs(mean) <= (2 * deviation) / Math.sqrt(n) ? ': no more than chance' : ''
  return `${over} ± ${deviation.toFixed(3)} ${at}, ${n} seeds)${chance}.`
}
