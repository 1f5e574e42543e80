/** From labelled tracks to what the training loop takes. */
import type { Recipe } from '../../../shared/contract/learning.ts'
import type { Split } from '../../../shared/words.ts'
import { augments, drawView } from './augment.ts'
import { describeAll, fitNormalisation, type Normalisation, normalise, scenesOf } from './dataset.ts'
import type { SurvivalModels } from './features/track/survival.ts'
import { type Described, wholeView } from './parts.ts'
import type { ModularTrackingPipeline } from './pipeline.ts'
import { labelAt, type TrackTable } from './trackTable.ts'
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
  const described = describeAll(table, features, survivalPrior, context).map(({ track }) => track)
  const sequences = described.map((track) => track.view(wholeView(track.boxes)))
  const own = parts.map((_, i) => i).filter(trains)
  const validation = parts.map((_, i) => i).filter((i) => parts[i] === 'validation')
  const normalisation =
    earlier?.normalisation ??
    fitNormalisation(
      own.map((i) => sequences[i]!),
      features,
    )
  normalise(sequences, normalisation)
  const examples = (chosen: readonly number[]): Examples => ({
    sequences: chosen.map((i) => sequences[i]!),
    real: chosen.map((i) => labelAt(table, i) === 'persistent'),
  })
  const train: TrainingData['train'] = examples(own)
  if (augments(recipe))
    train.look = looker(
      own.map((i) => described[i]!),
      recipe,
      normalisation,
    )
  return { data: { train, validation: examples(validation) }, normalisation, survivalPrior }
}

function looker(
  tracks: readonly Described[],
  recipe: Recipe,
  normalisation: Normalisation,
): TrainingData['train']['look'] {
  return (i, random) => {
    const track = tracks[i]!
    const seen = track.view(drawView(track.boxes, recipe, random))
    normalise([seen], normalisation)
    return seen
  }
}
