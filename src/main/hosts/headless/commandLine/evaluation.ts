/** An evaluation as a document, and as text: everything that the view shows. */
import type {
  Evaluation,
  Group,
  Interval,
  Metrics,
  ObjectAttention,
  Series,
} from '../../../../shared/contract/evaluation.ts'
import { figureHeader, figureRows, range, snake, toBaselineResults, toResults } from './figures.ts'
import { type Cell, formatTable, share } from './table.ts'

export const toEvaluationDocument = (run: number, evaluation: Evaluation) => ({
  run: { id: run },
  on: evaluation.on,
  threshold: evaluation.threshold,
  unit: evaluation.clips ? 'clip' : 'track',
  test_results: toResults(evaluation.clips ?? evaluation.metrics),
  test_results_tracks: toResults(evaluation.metrics),
  baselines: toBaselineResults(evaluation.baselines),
  lead: evaluation.differences.map(({ metric, ...rest }) => ({ metric: snake(metric), ...rest })),
  confusion: { labels: ['persistent', 'brief', 'noise'], rows: evaluation.confusion },
  keep_95: evaluation.keep95,
  keep_99: evaluation.keep99,
  kept: evaluation.kept.map(({ chosenOn, keptInterval, removedInterval, ...rest }) => ({
    ...rest,
    chosen_on: chosenOn,
    kept_interval: keptInterval,
    removed_interval: removedInterval,
  })),
  holds: evaluation.holds,
  holds_for: evaluation.holdsFor,
  removed_kept: evaluation.removedKept,
  precision_recall: evaluation.precisionRecall,
  after_boxes: evaluation.afterBoxes,
  live_after_boxes: evaluation.liveAfterBoxes,
  calibration: evaluation.calibration,
  calibrated: evaluation.calibrated && {
    ...evaluation.calibrated,
    errorBefore: undefined,
    error_before: evaluation.calibrated.errorBefore,
    error_after: evaluation.metrics.calibrationError,
  },
  wrong_by_length: evaluation.wrongByLength,
  wrong_by_source: evaluation.wrongBySource,
  wrong_by_kind: evaluation.wrongByKind,
  by_source: evaluation.bySource.map(toGroup),
  by_kind: evaluation.byKind.map(toGroup),
  attention: evaluation.attention,
  tasks: evaluation.tasks,
  among_tracks: evaluation.amongTracks ?? null,
})

const toGroup = ({ metrics, ...group }: Group) => ({ ...group, results: toResults(metrics) })

const holdsWords = { same: 'same source', new: 'new source', mixed: 'same and new', seen: 'seen before' }

export function evaluationText(run: number, evaluation: Evaluation): string {
  const { metrics, clips, baselines } = evaluation
  return [
    `Run ${run} on ${evaluation.on}, threshold ${evaluation.threshold}. ${evaluation.holdsFor}`,
    formatTable(figureHeader, figureRows(metrics, clips, baselines)),
    ...sureness(evaluation),
    ...evaluation.kept.map(keptLine),
    calibrationLine(evaluation),
    '',
    groupTable('source', evaluation.bySource),
    '',
    groupTable('kind', evaluation.byKind),
    ...decisions(evaluation),
    ...attention(evaluation),
    ...tasks(evaluation),
  ].join('\n')
}

function sureness({ metrics, differences }: Evaluation): string[] {
  const lead = differences.find(({ metric, unit }) => metric === 'auroc' && unit === 'track')
  const { intervals } = metrics
  const lines: string[] = []
  if (intervals) {
    const few =
      intervals.over === 'track' ? ' (of too few videos to draw those: narrower than for new videos)' : ''
    lines.push(`In brackets: 95 % intervals, ${intervals.groups} ${intervals.over}s drawn anew${few}.`)
  }
  if (lead) {
    const sure = lead.interval ? ` (${signedRange(lead.interval)})` : ''
    lines.push(`AUROC beside the best rule, ${lead.name.toLowerCase()}: ${signed(lead.value)}${sure}.`)
  }
  return lines
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
const signedRange = ([low, high]: Interval): string => `${signed(low)} to ${signed(high)}`

function keptLine(promise: Evaluation['kept'][number]): string {
  const { chosenOn, kept, real, removed, threshold } = promise
  const interval = promise.keptInterval ? ` (${range(promise.keptInterval)})` : ''
  const here =
    real > 0
      ? `kept ${kept} of ${real} real tracks here, ${share(kept / real)}${interval},`
      : 'no real track here;'
  return `Threshold ${threshold.toFixed(3)} was to keep ${promise.share * 100} %, chosen on ${chosenOn.real} real tracks of ${chosenOn.sources.join(', ')}: ${here} and removed ${removed} of ${promise.false} false ones.`
}

function byChance({ intervals }: Metrics): string {
  const chance = intervals?.calibrationChance
  return chance === undefined
    ? ''
    : `, of which about ${share(chance)} is chance (${intervals!.groups} ${intervals!.over}s)`
}

function calibrationLine({ calibrated, metrics }: Evaluation): string {
  if (!calibrated) return 'The scores are not calibrated: the run is of an earlier version.'
  if (calibrated.refused) return `The scores are not calibrated: ${calibrated.refused}`
  return `Calibrated on ${calibrated.real} real and ${calibrated.false} false validation tracks: error ${share(calibrated.errorBefore)} before, ${share(metrics.calibrationError)} after${byChance(metrics)}.`
}

const groupTable = (what: string, groups: readonly Group[]): string =>
  formatTable(
    [what, 'holds for', 'n', 'real', 'accuracy', 'AUROC', 'best rule', ''],
    groups.map(({ group, holds, metrics, rival }): Cell[] => [
      group,
      holdsWords[holds],
      metrics.n,
      metrics.real,
      share(metrics.accuracy),
      share(metrics.auroc),
      share(rival?.value),
      rival?.name.toLowerCase() ?? '',
    ]),
  )

function decisions({ afterBoxes, liveAfterBoxes }: Evaluation): string[] {
  const boxes = afterBoxes[0]?.points.map(([k]) => k) ?? []
  if (boxes.length === 0) return []
  const row = ({ name, points }: Series, how: string): Cell[] => [
    name,
    how,
    ...boxes.map((k) => share(points.find(([x]) => x === k)?.[1])),
  ]
  const alike = JSON.stringify(afterBoxes) === JSON.stringify(liveAfterBoxes)
  const known = alike ? 'live and later' : 'rest of the file known'
  const rows = [
    ...afterBoxes.map((line, i) => row(line, i === 0 ? known : '')),
    ...(alike ? [] : liveAfterBoxes).map((line, i) => row(line, i === 0 ? 'strictly live' : '')),
    ...drawn(liveAfterBoxes[0]),
  ]
  return ['', formatTable(['AUROC after boxes', '', ...boxes.map(String)], rows)]
}

/** How many tracks the live figures are of, where not all were drawn. */
const drawn = (line?: Series): Cell[][] => (line?.of ? [['tracks drawn', 'strictly live', ...line.of]] : [])

function attention({ attention: classes, amongTracks }: Evaluation): string[] {
  if (amongTracks) return among(amongTracks)
  if (classes.length === 0) return ['', 'The model has no attention.']
  const header = [
    'attention',
    'tracks',
    'boxes',
    'mean a box',
    'uniform',
    'first third',
    'middle',
    'last',
    'peak',
  ]
  const rows = classes.map((one): Cell[] => [
    one.class,
    one.tracks,
    one.boxes,
    share(one.received),
    share(one.uniform),
    ...(one.thirds ?? [null, null, null]).map(share),
    share(one.peak),
  ])
  return [
    '',
    formatTable(header, rows),
    'Thirds and peak: 1 = uniform. A box is seen by the boxes of its own track only.',
  ]
}

/** What the head learns beside persistence, each beside its trivial rules. */
const tasks = ({ tasks: all }: Evaluation): string[] =>
  all.flatMap(({ title, n, columns, lines }) => [
    '',
    formatTable(
      [`${title.toLowerCase()}, ${n} tracks`, ...columns.map((column) => column.title)],
      lines.map(({ name, values, intervals = [] }) => [
        name,
        ...values.map((value, i) => share(value) + (intervals[i] ? ` (${range(intervals[i])})` : '')),
      ]),
    ),
  ])

function among({ classes, ratio, interval, groups, over, alone }: ObjectAttention): string[] {
  const rows = classes.map((one): Cell[] => [
    one.class,
    one.tracks,
    share(one.received),
    share(one.uniform),
    `${share(one.relative)}${one.interval ? ` (${range(one.interval)})` : ''}`,
  ])
  const words =
    ratio === null
      ? 'One side is missing: no ratio.'
      : `Persistent tracks receive ${ratio.toFixed(2)} times${interval ? ` (${range(interval)})` : ''} what brief and noise ones do; 1 = no difference.`
  const left = alone > 0 ? ` ${alone} tracks are alone in their video and left out.` : ''
  return [
    '',
    formatTable(['attention among tracks', 'tracks', 'mean share', 'uniform', 'times uniform'], rows),
    `${words} Means over each class’s own tracks; ${groups} ${over}s drawn anew.${left}`,
  ]
}
