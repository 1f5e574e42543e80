/**
 * The rival that ties with the best networks (MODEL.md): logistic regression on the inputs of preset `track`, a track's
 * own twenty and the means of the twelve of its steps. Plain numbers, no backend.
 */
import { describeAll, scenesOf } from './dataset.ts'
import { knowPast, knowScene } from './features/track/known.ts'
import { stepWidth } from './features/track/steps.ts'
import { fitPrior, type SurvivalModels } from './features/track/survival.ts'
import { viewTrack } from './features/track/view.ts'
import { fitLogistic, type Logistic, logisticScore } from './logistic.ts'
import { type Described, wholeView } from './parts.ts'
import { prefixLengths, type RivalScores } from './prefixScores.ts'
import { boxesIn, type Scene } from './scene.ts'
import { countTracks, labelAt, type TrackTable } from './trackTable.ts'

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

/**
 * Of each labelled track the score of a rule fitted without its video: videos are dealt into five parts by turns. NaN
 * where the other parts hold one side only.
 */
export function unseenScores({ table, context }: { table: TrackTable; context: TrackTable }): Float64Array {
  const described = describe(table, context, priorOf(table, context), false)
  const rows = described.map((track) => rowOf(track, track.boxes, true))
  const real = realOf(table)
  const partOf = new Map([...new Set(table.videos)].map((video, i) => [video, i % folds]))
  const scores = new Float64Array(rows.length).fill(Number.NaN)
  for (let part = 0; part < folds; part += 1) {
    const own = rows.flatMap((_, i) => (partOf.get(table.videos[i]!) === part ? [i] : []))
    const others = rows.flatMap((_, i) => (partOf.get(table.videos[i]!) === part ? [] : [i]))
    if (own.length === 0 || new Set(others.map((i) => real[i])).size < 2) continue
    const rule = fitRows(
      others.map((i) => rows[i]!),
      others.map((i) => real[i]!),
    )
    for (const i of own) scores[i] = rule(rows[i]!)
  }
  return scores
}

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
    rule(rowOf(track, Math.min(boxes, track.boxes), !live && boxes >= track.boxes))
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

/** What has no value counts as the mean of the training tracks. */
function fitRows(rows: readonly number[][], real: readonly boolean[]): (row: number[]) => number {
  const means = rows[0]!.map((_, k) => {
    const known = rows.map((row) => row[k]!).filter((value) => !Number.isNaN(value))
    return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length
  })
  const filled = (row: readonly number[]) => row.map((value, k) => (Number.isNaN(value) ? means[k]! : value))
  const model: Logistic = fitLogistic(rows.map(filled), real)
  return (row) => logisticScore(model, filled(row))
}
