/**
 * The rival that ties with the best networks (MODEL.md): logistic regression on the inputs of preset `track`, a track's
 * own twenty and the means of the twelve of its steps. Plain numbers, no backend.
 */
import { describeAll, scenesOf } from '../data/dataset.ts'
import { boxesIn, type Scene } from '../data/scene.ts'
import { countTracks, labelAt, type TrackTable } from '../data/trackTable.ts'
import { knowPast, knowScene } from '../features/track/known.ts'
import { stepWidth } from '../features/track/steps.ts'
import { fitPrior, type SurvivalModels } from '../features/track/survival.ts'
import { viewTrack } from '../features/track/view.ts'
import { type Described, wholeView } from '../model/parts.ts'
import { fitLogistic, type Logistic, logisticScore } from './logistic.ts'
import { prefixLengths, type RivalScores } from './prefixScores.ts'

export interface TrackLogisticInput {
  train: TrackTable
  /** The judged tracks. */
  table: TrackTable
  /** All tracks of the videos of both. */
  context: TrackTable
}

const most = 200

const priorOf = (train: TrackTable, context: TrackTable): SurvivalModels | null =>
  fitPrior(scenesOf(train, context).map(({ scene }) => knowScene(scene, { survival: false, prior: null })))

const folds = 5

/** Rules on the inputs of tracks, plain numbers: to be asked of other tracks later, and from another thread. */
export interface Committee {
  prior: SurvivalModels | null
  rules: RowRule[]
}

/**
 * `scores`: of each labelled track that of a rule fitted without its video: videos are dealt into five parts by turns. NaN
 * where the other parts hold one side only. `committee`: those rules.
 */
export function unseenScores({ table, context }: { table: TrackTable; context: TrackTable }): {
  scores: Float64Array
  committee: Committee
} {
  const prior = priorOf(table, context)
  const rows = wholeRows(table, context, prior)
  const real = realOf(table)
  const partOf = new Map([...new Set(table.videos)].map((video, i) => [video, i % folds]))
  const scores = new Float64Array(rows.length).fill(Number.NaN)
  const rules: RowRule[] = []
  for (let part = 0; part < folds; part += 1) {
    const own = rows.flatMap((_, i) => (partOf.get(table.videos[i]!) === part ? [i] : []))
    const others = rows.flatMap((_, i) => (partOf.get(table.videos[i]!) === part ? [] : [i]))
    if (own.length === 0 || new Set(others.map((i) => real[i])).size < 2) continue
    const rule = fitRows(
      others.map((i) => rows[i]!),
      others.map((i) => real[i]!),
    )
    rules.push(rule)
    for (const i of own) scores[i] = scoreRow(rule, rows[i]!)
  }
  return { scores, committee: { prior, rules } }
}

/** Of each rule the scores of all tracks of a table that holds whole videos. */
export function committeeScores({
  committee: { prior, rules },
  table,
}: {
  committee: Committee
  table: TrackTable
}): Float64Array[] {
  const rows = wholeRows(table, table, prior)
  return rules.map((rule) => Float64Array.from(rows, (row) => scoreRow(rule, row)))
}

const wholeRows = (table: TrackTable, context: TrackTable, prior: SurvivalModels | null): number[][] =>
  describe(table, context, prior, false).map((track) => rowOf(track, track.boxes, true))

const realOf = (table: TrackTable): boolean[] =>
  Array.from({ length: countTracks(table) }, (_, i) => labelAt(table, i) === 'persistent')

export function trackLogistic({ train, table, context }: TrackLogisticInput): RivalScores {
  const prior = priorOf(train, context)
  const training = describe(train, context, prior, false)
  const rule = fitRows(
    training.map((track) => rowOf(track, track.boxes, true)),
    realOf(train),
  )
  const known = describe(table, context, prior, false)
  const past = describe(table, context, prior, true)
  const longest = known.reduce((boxes, track) => Math.max(boxes, track.boxes), 0)
  const lengths = prefixLengths.filter((length) => length < longest)
  const scoreAt = (track: Described, boxes: number, live: boolean) =>
    scoreRow(rule, rowOf(track, Math.min(boxes, track.boxes), !live && boxes >= track.boxes))
  const after = (tracks: Described[], live: boolean) =>
    [...lengths, longest].map((boxes) => ({
      boxes,
      scores: tracks.map((track) => scoreAt(track, boxes, live)),
    }))
  const prefixes = after(known, false)
  return { scores: prefixes.at(-1)!.scores, prefixes, live: after(past, true) }
}

function describe(
  table: TrackTable,
  context: TrackTable,
  prior: SurvivalModels | null,
  live: boolean,
): Described[] {
  const features = {
    needsScene: true,
    describe(scene: Scene, tracks: readonly number[]): Described[] {
      const known = (live ? knowPast : knowScene)(scene, { survival: true, prior })
      return tracks.map((track) => ({
        boxes: boxesIn(scene, track),
        view: (view) => viewTrack(known, track, view, live, most),
      }))
    },
  }
  return describeAll(table, features, prior, context).map(({ track }) => track)
}

/** Without a value: NaN. */
function rowOf(track: Described, boxes: number, endKnown: boolean): number[] {
  const { inputs, track: whole } = track.view({ ...wholeView(boxes), endKnown })
  const means = Array.from({ length: stepWidth }, (_, k) => {
    const values = Array.from(inputs).filter((value, i) => i % stepWidth === k && !Number.isNaN(value))
    return values.reduce((sum, value) => sum + value, 0) / values.length
  })
  return [...means, ...whole]
}

/** `means`: what has no value counts as the mean of the training tracks. */
interface RowRule {
  means: number[]
  model: Logistic
}

function fitRows(rows: readonly number[][], real: readonly boolean[]): RowRule {
  const means = rows[0]!.map((_, k) => {
    const known = rows.map((row) => row[k]!).filter((value) => !Number.isNaN(value))
    return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length
  })
  const filled = rows.map((row) => fill(means, row))
  return { means, model: fitLogistic(filled, real) }
}

const fill = (means: readonly number[], row: readonly number[]): number[] =>
  row.map((value, k) => (Number.isNaN(value) ? means[k]! : value))

const scoreRow = ({ means, model }: RowRule, row: readonly number[]): number =>
  logisticScore(model, fill(means, row))
