/** A comparison for spreadsheets: one row for each recipe or rule, unit and metric. */
import type { ComparedFigures, ComparisonReport } from '../../../../shared/contract/learning.ts'

const head =
  'name,unit,metric,mean,deviation,seeds,low,high,parameters,ms_a_track,train_seconds,whole_seconds,peak_bytes'

export function toCsv({ recipes, rules }: Pick<ComparisonReport, 'recipes' | 'rules'>): string {
  const rows = [
    ...recipes.flatMap(({ name, parameters, tracks, clips, costs }) => {
      const { msATrack, trainSeconds, wholeSeconds, peakBytes } = costs
      const rest = [parameters, msATrack, trainSeconds, wholeSeconds, peakBytes]
      return [...rowsOf(name, 'track', tracks, rest), ...(clips ? rowsOf(name, 'clip', clips, rest) : [])]
    }),
    ...rules.flatMap(({ name, unit, ...figures }) => rowsOf(name, unit, figures, Array(5).fill(null))),
  ]
  return `${[head, ...rows].join('\n')}\n`
}

function rowsOf(
  name: string,
  unit: string,
  { spread, intervals }: ComparedFigures,
  rest: readonly (number | null)[],
): string[] {
  return Object.entries(spread).map(([metric, { mean, deviation, n }]) => {
    const [low, high] = intervals[metric as keyof typeof intervals] ?? [null, null]
    const cells = [quoted(name), unit, metric, mean, deviation, n, low, high, ...rest]
    return cells.map((cell) => cell ?? '').join()
  })
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
