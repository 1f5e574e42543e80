/** A comparison as rows: recipes and rules, each with its figures, its interval as a line, and its costs. */
import type {
  ComparedFigures,
  ComparisonReport,
  Contested,
  MetricName,
} from '../../../shared/contract/learning.ts'
import { differs, shortNames, signed, three } from './figures.ts'

export const comparisonHeads = [
  'AP',
  'Balanced',
  'F1',
  'Parameters',
  'ms a track',
  'Epochs, s',
  'MB',
] as const
const others: readonly MetricName[] = ['averagePrecision', 'balancedAccuracy', 'f1']

interface ComparisonCell {
  readonly text: string
  /** "± 0.012" */
  readonly spread: string
  /** "0.901–0.958" */
  readonly interval: string
}

export interface ComparisonRow {
  readonly key: string
  readonly name: string
  readonly rule: boolean
  /** Why there are no figures, or not of all seeds; '' = nothing is missing. */
  readonly why: string
  readonly auroc: ComparisonCell
  /** Of AUROC, minus the first recipe: "+0.012", and "+0.001 to +0.020". */
  readonly difference: string
  readonly interval: string
  /** Places on the common axis, 0–1; null = no AUROC. */
  readonly line: { at: number; from: number; to: number } | null
  /** Under the other heads; null where nothing was trained. */
  readonly cells: readonly string[] | null
}

const none: ComparisonCell = { text: '–', spread: '', interval: '' }

function cellOf({ spread, intervals }: ComparedFigures, metric: MetricName): ComparisonCell {
  const found = spread[metric]
  if (!found) return none
  const ends = intervals[metric]
  return {
    text: three(found.mean),
    spread: found.deviation === null ? '' : `± ${three(found.deviation)}`,
    interval: ends ? `${three(ends[0])}–${three(ends[1])}` : '',
  }
}

/** Lowest AUROC of the axis; its right end is 1. */
export function axisFrom({ recipes, rules }: Pick<ComparisonReport, 'recipes' | 'rules'>): number {
  const all = [...recipes.map(({ tracks }) => tracks), ...rules.filter(({ unit }) => unit === 'track')]
  const ends = all.flatMap(({ spread, intervals }) => intervals.auroc?.[0] ?? spread.auroc?.mean ?? [])
  return Math.min(0.9, Math.max(0, Math.floor(Math.min(1, ...ends) * 10) / 10))
}

export function comparisonRows(report: Pick<ComparisonReport, 'recipes' | 'rules'>): ComparisonRow[] {
  const low = axisFrom(report)
  const recipes = report.recipes.map((recipe, i): ComparisonRow => {
    const { name, done, why, tracks, parameters, costs, difference } = recipe
    const against = difference?.auroc
    return {
      key: `recipe-${i}`,
      name,
      rule: false,
      why: why ?? '',
      auroc: cellOf(tracks, 'auroc'),
      difference: against ? differs(against.value) : '',
      interval: against?.interval ? against.interval.map((end) => signed(end)).join(' to ') : '',
      line: lineOf(tracks, low),
      cells:
        done === 0
          ? null
          : [
              ...others.map((metric) => cellOf(tracks, metric).text),
              parameters.toLocaleString('en'),
              costWords(costs.msATrack),
              costWords(costs.trainSeconds),
              costs.peakBytes === null ? '–' : Math.round(costs.peakBytes / 2 ** 20).toLocaleString('en'),
            ],
    }
  })
  const rules = report.rules
    .filter(({ unit }) => unit === 'track')
    .map(
      (rule): ComparisonRow => ({
        key: rule.id,
        name: shortNames[rule.id] ?? rule.name,
        rule: true,
        why: '',
        auroc: cellOf(rule, 'auroc'),
        difference: '',
        interval: '',
        line: lineOf(rule, low),
        cells: [...others.map((metric) => cellOf(rule, metric).text), '', '', '', ''],
      }),
    )
  return [...recipes, ...rules]
}

function lineOf({ spread, intervals }: ComparedFigures, low: number): ComparisonRow['line'] {
  if (!spread.auroc) return null
  const place = (value: number) => (value - low) / (1 - low)
  const [from, to] = intervals.auroc ?? [spread.auroc.mean, spread.auroc.mean]
  return { at: place(spread.auroc.mean), from: place(from), to: place(to) }
}

const costWords = (value: number | null): string =>
  value === null ? '–' : value < 1 ? value.toFixed(3) : value < 100 ? value.toFixed(1) : value.toFixed(0)

/** "track 0.98 · cnn 0.33" */
export const contestedWords = (
  { scores }: Contested,
  { recipes }: Pick<ComparisonReport, 'recipes'>,
): string =>
  recipes
    .flatMap(({ name }, i) => {
      const score = scores[i] ?? null
      return score === null ? [] : [`${name} ${score.toFixed(2)}`]
    })
    .join(' · ')
