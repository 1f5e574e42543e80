/** The six figures above the charts, each with its base and its rival. */
import type { Baseline, Evaluation, Metrics, Series } from '../../../shared/contract/learning.ts'
import { baselineIds } from '../../../shared/contract/learning.ts'

export interface Figure {
  readonly title: string
  readonly value: string
  /** Smaller, after the value: "of 98". */
  readonly of: string
  readonly beside: string
}

export const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`
export const three = (value: number | null | undefined): string => value?.toFixed(3) ?? '–'

/** A difference beside a figure: "+0.079", "−0.105"; in percent of points "+33". */
export function signed(difference: number, digits = 3): string {
  const text = Math.abs(difference).toFixed(digits)
  return Number(text) === 0 ? '±0' : `${difference < 0 ? '−' : '+'}${text}`
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
    .flatMap(({ name, metrics, unit: of }) => {
      const value = `${of}s` === unit && metrics ? read(metrics) : null
      return value === null ? [] : [{ name, value }]
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
  return baseline ? `${baseline.name.toLowerCase()}: ${three(baseline.value)}` : 'no baseline here'
}

const shareText = (part: number, whole: number): string => (whole > 0 ? percent(part / whole) : '–')

export function figuresOf(
  evaluation: Evaluation,
  metrics: Metrics,
  against: Evaluation | null,
  unit: Unit = 'tracks',
): Figure[] {
  const { kept, real, removed, false: falseCount } = sides(metrics)
  const decides = decidesAfter(evaluation.afterBoxes)
  return [
    { title: `Real ${unit} kept`, value: String(kept), of: `of ${real}`, beside: shareText(kept, real) },
    {
      title: `False ${unit} removed`,
      value: String(removed),
      of: `of ${falseCount}`,
      beside: shareText(removed, falseCount),
    },
    {
      title: 'Balanced accuracy',
      value: three(metrics.balancedAccuracy),
      of: '',
      beside: rivalOf(evaluation, against, unit, (one) => one.balancedAccuracy),
    },
    {
      title: 'AUROC',
      value: three(metrics.auroc),
      of: '',
      beside: rivalOf(evaluation, against, unit, (one) => one.auroc),
    },
    {
      title: 'Calibration error',
      value: three(metrics.calibrationError),
      of: '',
      beside: `of ${metrics.n} ${unit}`,
    },
    {
      title: 'Decides after',
      value: decides ? String(decides.boxes) : '–',
      of: decides ? (decides.boxes === 1 ? 'box' : 'boxes') : '',
      beside: decides ? `${percent(decides.share)} of final AUROC` : 'not known on these tracks',
    },
  ]
}

/** What the status bar and screen readers are told when the threshold moves. */
export const thresholdWords = (threshold: number, metrics: Metrics): string => {
  const { kept, real, removed, false: falseCount } = sides(metrics)
  return `Threshold ${threshold.toFixed(2)}: keeps ${kept} of ${real} real tracks, removes ${removed} of ${falseCount} false ones`
}
