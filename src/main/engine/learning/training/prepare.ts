/** From labelled tracks to what the training loop takes. */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import type { Split } from '../../../../shared/words.ts'
import { augments, drawView } from '../data/augment.ts'
import { type Crowded, crowdsOf, withCompany } from '../data/crowds.ts'
import { describeAll, fitNormalisation, type Normalisation, normalise, scenesOf } from '../data/dataset.ts'
import { type SeenTracks, seenTracks } from '../data/seenTracks.ts'
import { countTracks, labelAt, type TrackTable } from '../data/trackTable.ts'
import type { SurvivalModels } from '../features/track/survival.ts'
import { type Described, wholeView } from '../model/parts.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'
import type { Examples, TrainingData } from './train.ts'

export interface PrepareInput {
  recipe: Recipe
  /** Labelled tracks, and the part of each. */
  table: TrackTable
  parts: Split[]
  /** Train on the tracks of all parts; the validation part is then only watched. */
  everything?: boolean
  /** Of the run that this one goes on from: its weights know inputs of this meaning. null = fitted on the training part. */
  earlier?: Pick<Prepared, 'normalisation' | 'survivalPrior'> | null
  /** All tracks of their videos; null = the table's own suffice. */
  context: TrackTable | null
}

export interface Prepared {
  data: TrainingData
  normalisation: Normalisation
  survivalPrior: SurvivalModels | null
  /** Videos with more tracks than look at each other at once. */
  crowded: Crowded[]
}

/** Inputs are standardised by the training part, and what files teach without labels comes from its videos alone. */
export function prepare(
  { recipe, table, parts, context, everything = false, earlier = null }: PrepareInput,
  pipeline: ModularTrackingPipeline,
): Prepared {
  const { features } = pipeline.parts
  const scenes = features.needsScene ? scenesOf(table, context) : []
  const trains = (row: number) => everything || parts[row] === 'train'
  const training = scenes.filter(({ rows }) => trains(rows[0]!)).map(({ scene }) => scene)
  const survivalPrior = earlier?.survivalPrior ?? features.learnPrior(training)
  const among = pipeline.parts.sequence.amongTracks === true
  const all = among ? withCompany(table, context) : table
  const described = describeAll(all, features, survivalPrior, context).map(({ track }) => track)
  const { tasks } = pipeline.parts.head
  const seen = seenTracks(all, tasks)
  const sequences = described.map((track, i) => seen.look(track, i, wholeView(track.boxes)))
  const crowds = among ? crowdsOf(all, recipe.crowd) : null
  crowds?.groups.forEach((group, i) => {
    sequences[i]!.group = group
  })
  const own = parts.map((_, i) => i).filter(trains)
  const validation = parts.map((_, i) => i).filter((i) => parts[i] === 'validation')
  const companyOf = (rows: readonly number[]): number[] => company(all, table, rows)
  const normalisation =
    earlier?.normalisation ??
    fitNormalisation(
      own.map((i) => sequences[i]!),
      features,
    )
  normalise(sequences, normalisation)
  const cut = tasks.some(({ sees }) => sees === 'cut')
    ? validation.flatMap((i) => seen.cut(described[i]!, i))
    : []
  normalise(cut, normalisation)
  const examples = (chosen: readonly number[]): Examples => {
    const shown = [...chosen, ...companyOf(chosen)]
    return {
      sequences: shown.map((i) => sequences[i]!),
      real: shown.map((i) => labelAt(all, i) === 'persistent'),
      ...(among ? { judged: chosen.length } : {}),
    }
  }
  const train: TrainingData['train'] = examples(own)
  if (augments(recipe))
    train.look = looker(described, [...own, ...companyOf(own)], seen, recipe, normalisation)
  const crowded = crowds?.crowded ?? []
  return {
    data: { train, validation: { ...examples(validation), cut } },
    normalisation,
    survivalPrior,
    crowded,
  }
}

/** Rows of `all` beyond the table's, of the videos of some of its tracks. */
function company(all: TrackTable, table: TrackTable, rows: readonly number[]): number[] {
  const [first, end] = [countTracks(table), countTracks(all)]
  if (first === end) return []
  const videos = new Set(rows.map((row) => table.videos[row]))
  return Array.from({ length: end - first }, (_, i) => first + i).filter((row) => videos.has(all.videos[row]))
}

function looker(
  tracks: readonly Described[],
  own: readonly number[],
  seen: SeenTracks,
  recipe: Recipe,
  normalisation: Normalisation,
): TrainingData['train']['look'] {
  return (n, random, of) => {
    const track = tracks[own[n]!]!
    const view = drawView(track.boxes, recipe, random, of)
    const shown = seen.look(track, own[n]!, view)
    normalise([shown], normalisation)
    return shown
  }
}
