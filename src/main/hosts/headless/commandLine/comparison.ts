/** Comparisons as commands print them. */
import type { ComparedFigures, ComparisonReport, MetricName } from '../../../../shared/contract/learning.ts'
import { range, snake } from './figures.ts'
import { type Cell, formatTable, share } from './table.ts'

const shown: readonly MetricName[] = ['auroc', 'averagePrecision', 'balancedAccuracy', 'f1']

const toFigures = ({ spread, intervals }: ComparedFigures) =>
  Object.fromEntries(
    Object.entries(spread).map(([metric, value]) => [
      snake(metric),
      { ...value, interval: intervals[metric as MetricName] ?? null },
    ]),
  )

export const toComparisonDocument = (report: ComparisonReport) => ({
  report: { id: report.id },
  files: report.files,
  seeds: report.seeds,
  backend: report.backend,
  train: report.train,
  test: report.test,
  recipes: report.recipes.map(
    ({ name, recipe, runs, done, why, parameters, tracks, clips, difference, costs }) => ({
      name,
      recipe,
      runs,
      seeds_done: done,
      why,
      parameters,
      per_track: toFigures(tracks),
      per_clip: clips && toFigures(clips),
      minus_first:
        difference &&
        Object.fromEntries(Object.entries(difference).map(([metric, value]) => [snake(metric), value])),
      ms_a_track: costs.msATrack,
      train_seconds: costs.trainSeconds,
      whole_seconds: costs.wholeSeconds,
      peak_bytes: costs.peakBytes,
    }),
  ),
  baselines: report.rules.map(({ id, name, unit, ...figures }) => ({
    id,
    name,
    unit,
    ...toFigures(figures),
  })),
  contested: report.contested,
  words: report.words,
})

export function comparisonText({ recipes, rules, train, test, seeds, words }: ComparisonReport): string {
  const titles = [
    '',
    'per',
    'AUROC',
    'AP',
    'balanced',
    'F1',
    'parameters',
    'ms a track',
    'epochs, s',
    'engine, MB',
  ]
  const rows = [
    ...recipes.flatMap(({ name, done, tracks, clips, parameters, costs }): Cell[][] => {
      if (done === 0) return [[name, 'not trained', ...shown.map(() => null), null, null, null, null]]
      const { msATrack, trainSeconds, peakBytes } = costs
      const memory = peakBytes === null ? null : Math.round(peakBytes / 2 ** 20)
      const cost = [parameters, msATrack?.toFixed(3) ?? null, trainSeconds?.toFixed(1) ?? null, memory]
      return [
        [name, 'track', ...figureCells(tracks), ...cost],
        ...(clips ? [[name, 'clip', ...figureCells(clips), ...cost]] : []),
      ]
    }),
    ...rules.map(({ name, unit, ...figures }): Cell[] => [
      name,
      unit,
      ...figureCells(figures),
      null,
      null,
      null,
      null,
    ]),
  ]
  return [
    `Trained on ${train.labels} tracks of ${train.videos} videos, judged on ${test.labels} of ${test.videos} (${test.real} real); ${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}, one split:`,
    formatTable(titles, rows),
    '',
    ...words,
  ].join('\n')
}

/** "0.933 ± 0.004 (0.901–0.958)" */
const figureCells = ({ spread, intervals }: ComparedFigures): Cell[] =>
  shown.map((metric) => {
    const { mean, deviation } = spread[metric] ?? { mean: null, deviation: null }
    const ends = intervals[metric]
    return `${share(mean)}${deviation === null ? '' : ` ± ${share(deviation)}`}${ends ? ` (${range(ends)})` : ''}`
  })
