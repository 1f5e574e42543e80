/** The six figures above the charts, each with its base and its rival. */
import type {
  Baseline,
  Evaluation,
  Holds,
  Interval,
  MetricName,
  Metrics,
  Series,
} from '../../../shared/contract/learning.ts'
import { baselineIds } from '../../../shared/contract/learning.ts'

type KeptShare = Evaluation['kept'][number]

export interface Figure {
  readonly title: string
  readonly value: string
  /** Smaller, after the value: "of 98". */
  readonly of: string
  readonly beside: string
  /** 95 %, after the title; empty = none. */
  readonly interval: string
}

export const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`
export const three = (value: number | null | undefined): string => value?.toFixed(3) ?? '–'

/** A difference beside a figure: "+0.079", "−0.105"; in percent of points "+33". */
export function signed(difference: number, digits = 3): string {
  const text = Math.abs(difference).toFixed(digits)
  return Number(text) === 0 ? '±0' : `${difference < 0 ? '−' : '+'}${text}`
}

/** The same where there is no difference to see: "same". */
export function differs(difference: number, digits = 3): string {
  const text = signed(difference, digits)
  return text === '±0' ? 'same' : text
}

/** Real tracks kept and false tracks removed, with what they are counted from. */
export function sides({ confusion: [[removed, falseKept], [realLost, kept]] }: Metrics) {
  return { kept, real: kept + realLost, removed, false: removed + falseKept }
}

/** The rules in the few words that charts and heads have room for. */
export const shortNames: Record<string, string> = {
  duration: 'duration',
  'mean-score': 'mean score',
  logistic: 'logistic',
  'logistic-track': 'logistic, track inputs',
  'bright-pixels': 'bright pixels',
}

export const isBaseline = (id: string): boolean => (baselineIds as readonly string[]).includes(id)
export const ownSeries = (series: readonly Series[]): Series | undefined =>
  series.find(({ id }) => !isBaseline(id))

/** From how many boxes on AUROC stays within 97 % of its final value. */
export function decidesAfter(afterBoxes: readonly Series[]): { boxes: number; share: number } | null {
  const points = ownSeries(afterBoxes)?.points ?? []
  const final = points.at(-1)?.[1]
  if (final === undefined || final <= 0) return null
  const lastDoubt = points.findLastIndex(([, auroc]) => auroc < final * 0.97)
  const settled = points[lastDoubt + 1]
  return settled ? { boxes: settled[0], share: settled[1] / final } : null
}

type Unit = 'tracks' | 'clips'

const bestBaseline = (
  baselines: readonly Baseline[],
  unit: Unit,
  read: (metrics: Metrics) => number | null,
) =>
  baselines
    .flatMap(({ id, name, metrics, unit: of }) => {
      const value = `${of}s` === unit && metrics ? read(metrics) : null
      return value === null ? [] : [{ name: shortNames[id] ?? name.toLowerCase(), value }]
    })
    .sort((a, b) => b.value - a.value)[0]

function rivalOf(
  evaluation: Evaluation,
  against: Evaluation | null,
  unit: Unit,
  read: (metrics: Metrics) => number | null,
): string {
  const metrics = unit === 'clips' ? against?.clips : against?.metrics
  const other = metrics ? read(metrics) : null
  if (against && other !== null) return `run ${against.run}: ${three(other)}`
  const baseline = bestBaseline(evaluation.baselines, unit, read)
  return baseline ? `${baseline.name}: ${three(baseline.value)}` : 'no baseline here'
}

export const rangeText = ([low, high]: Interval, digits = 3): string =>
  `${low.toFixed(digits)}–${high.toFixed(digits)}`

export const percentRange = ([low, high]: Interval): string => `${(low * 100).toFixed(0)}–${percent(high)}`

/** Those of figures at another threshold do not hold at this one. */
function intervalText(metrics: Metrics, name: MetricName): string {
  const ends = metrics.intervals?.of[name]
  return ends ? rangeText(ends) : ''
}

/** What the intervals are, for a tip. */
export function intervalWords({ intervals }: Metrics): string {
  if (!intervals) return 'No intervals: there is too little to draw anew.'
  const { over, groups, resamples } = intervals
  const few = over === 'track' ? ', as there are too few videos to draw: for new videos they are wider' : ''
  return `Small: 95 % intervals, ${groups} ${over}s drawn anew ${resamples} times${few}.`
}

const shareText = (part: number, whole: number): string => (whole > 0 ? percent(part / whole) : '–')

export function figuresOf(
  evaluation: Evaluation,
  metrics: Metrics,
  against: Evaluation | null,
  unit: Unit = 'tracks',
): Figure[] {
  const { kept, real, removed, false: falseCount } = sides(metrics)
  const decides = decidesAfter(evaluation.liveAfterBoxes)
  const of = (name: MetricName) => intervalText(metrics, name)
  return [
    {
      title: `Real ${unit} kept`,
      value: String(kept),
      of: `of ${real}`,
      beside: shareText(kept, real),
      interval: metrics.intervals?.of.recall ? percentRange(metrics.intervals.of.recall) : '',
    },
    {
      title: `False ${unit} removed`,
      value: String(removed),
      of: `of ${falseCount}`,
      beside: shareText(removed, falseCount),
      interval: '',
    },
    {
      title: 'Balanced accuracy',
      value: three(metrics.balancedAccuracy),
      of: '',
      beside: rivalOf(evaluation, against, unit, (one) => one.balancedAccuracy),
      interval: of('balancedAccuracy'),
    },
    {
      title: 'AUROC',
      value: three(metrics.auroc),
      of: '',
      beside: rivalOf(evaluation, against, unit, (one) => one.auroc),
      interval: of('auroc'),
    },
    {
      title: 'Calibration error',
      value: three(metrics.calibrationError),
      of: '',
      beside: unit === 'tracks' ? calibrationWords(evaluation) : `of ${metrics.n} clips`,
      interval: of('calibrationError'),
    },
    {
      title: 'Decides after',
      value: decides ? String(decides.boxes) : '–',
      of: decides ? (decides.boxes === 1 ? 'box' : 'boxes') : '',
      beside: decides ? `${percent(decides.share)} of final AUROC, live` : 'not known on these tracks',
      interval: '',
    },
  ]
}

/** "0.076 uncalibrated" */
export function calibrationWords({ calibrated }: Evaluation): string {
  if (!calibrated || calibrated.refused) return 'not calibrated'
  return `${three(calibrated.errorBefore)} uncalibrated`
}

/** For a tip: what was calibrated on, or why not, and how much of the error is chance. */
export function calibrationTip({ calibrated, metrics }: Evaluation): string | undefined {
  if (calibrated?.refused) return calibrated.refused
  const { calibrationChance: chance, groups, over } = metrics.intervals ?? {}
  if (chance === undefined) return undefined
  return `Ten bins of equal width. About ${three(chance)} of the error is chance: these are ${groups} ${over}s.`
}

/** What the status bar and screen readers are told when the threshold moves. */
export const thresholdWords = (threshold: number, metrics: Metrics): string => {
  const { kept, real, removed, false: falseCount } = sides(metrics)
  return `Threshold ${threshold.toFixed(2)}: keeps ${kept} of ${real} real tracks, removes ${removed} of ${falseCount} false ones`
}

export const holdsWords: Record<Holds, string> = {
  same: 'same source',
  new: 'new source',
  mixed: 'same and new sources',
  seen: 'seen in training',
}

/** What a promised threshold was chosen on, and what it really kept. */
export function promiseWords({ share, threshold, chosenOn, real, kept, keptInterval }: KeptShare): string {
  const chosen = `${threshold.toFixed(2)} kept ${percent(share)} of the ${chosenOn.real} real validation tracks of ${chosenOn.sources.join(', ')}`
  if (real === 0) return `${chosen}; here is no real track.`
  const interval = keptInterval ? ` (${percentRange(keptInterval)})` : ''
  return `${chosen}; here it keeps ${kept} of ${real}, ${percent(kept / real, 1)}${interval}.`
}

/** "95 % promised: 93 % kept" */
export const promisedWords = (kept: readonly KeptShare[]): string =>
  kept
    .filter(({ real }) => real > 0)
    .map(({ share, kept: n, real }) => `${percent(share)} promised, ${percent(n / real, 1)} kept here`)
    .join(' · ')

/** The run's lead over the rule that is best by AUROC, with its interval. */
export function leadWords({ differences }: Evaluation): string {
  const lead = differences.find(({ metric, unit }) => metric === 'auroc' && unit === 'track')
  if (!lead) return ''
  const ends = lead.interval?.map((end) => signed(end, 2))
  const interval = ends ? ` (${ends[0]} to ${ends[1]})` : ''
  return `AUROC ${signed(lead.value, 2)}${interval} on ${shortNames[lead.baseline] ?? lead.name}`
}

/** How many of the judged tracks the live line is of: looking back at every moment of large files takes too long. */
export function liveWords({ liveAfterBoxes, metrics }: Evaluation): string {
  const of = ownSeries(liveAfterBoxes)?.of ?? []
  if (of.length === 0) return ''
  const [fewest, most] = [Math.min(...of), Math.max(...of)]
  const drawn = fewest === most ? String(most) : `${fewest}–${most}`
  return `, of ${drawn} of ${metrics.n} tracks, drawn`
}
