/** Models of untrained, seeded weights as ONNX, and tracks laid out as its readers give them. */
import { columns } from '../../src/main/engine/base/detections.ts'
import { createRandom } from '../../src/main/engine/base/random.ts'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { named } from '../../src/main/engine/learning/training/checkpoint.ts'
import {
  describeAll,
  fitNormalisation,
  normalise,
  scenesOf,
} from '../../src/main/engine/learning/data/dataset.ts'
import { fitEnsemble } from '../../src/main/engine/learning/ensemble/ensemble.ts'
import { tensorsOf } from '../../src/main/engine/learning/ensemble/stored.ts'
import { knowPast, knowScene } from '../../src/main/engine/learning/features/track/known.ts'
import { viewTrack } from '../../src/main/engine/learning/features/track/view.ts'
import type { Model } from '../../src/main/engine/learning/files/modelFile.ts'
import { toOnnx } from '../../src/main/engine/learning/onnx/export.ts'
import { wholeView } from '../../src/main/engine/learning/model/parts.ts'
import { boxesIn } from '../../src/main/engine/learning/data/scene.ts'
import { buildPipeline } from '../../src/main/engine/learning/model/presets.ts'
import { type TableTrack, tableOf } from '../../src/main/engine/learning/data/trackTable.ts'
import { Recipe, type RecipeInput } from '../../src/shared/contract/learning.ts'
import { describedModel } from './modelDescriptions.ts'
import type { Numbers } from './onnxRuntime.ts'

export interface OnnxModel {
  file: Uint8Array
  model: Model
}

/** Standardised by these tracks; calibrated, so that this is seen to be in the file; what judges beside the network learned from them. */
export async function onnxModel(given: RecipeInput, tracks: readonly TableTrack[]): Promise<OnnxModel> {
  const recipe = Recipe.parse(given)
  const pipeline = buildPipeline(recipe)
  const { features } = pipeline.parts
  const views = describeAll(tableOf(tracks), features, null, null)
  const sequences = views.map(({ track, boxes }) => track.view(wholeView(boxes)))
  const random = createRandom(11, 'onnx')
  const weights = pipeline.start(random).map((value) => value * 1.5 + 0.02 * random.normal())
  const description = describedModel({
    recipe,
    parameters: pipeline.size,
    normalisation: fitNormalisation(sequences, features),
    threshold: 0.4,
    calibration: { scale: 0.7, offset: 0.3, real: 20, false: 20, refused: null },
    keep95: 0.3,
  })
  normalise(sequences, description.normalisation)
  const real = tracks.map((_, i) => i % 3 > 0)
  const ensemble = recipe.ensemble
    ? await fitEnsemble(recipe.features, { sequences, real }, 1, quietWork())
    : null
  const tensors = { ...named(pipeline, 'weights', weights), ...(ensemble ? tensorsOf(ensemble) : {}) }
  return { file: toOnnx(tensors, description), model: { description, pipeline, weights, ensemble } }
}

/** Tracks of one video, all of their boxes, as the file of this model takes them. `holes`: see `laid`. */
export function onnxInputs(
  { description, pipeline }: Model,
  tracks: readonly TableTrack[],
  chosen: readonly number[],
  holes = false,
): Record<string, Numbers> {
  const { recipe } = description
  const seen = chosen.map((i) => tracks[i]!)
  if (recipe.features === 'statistical') {
    const rows = seen.map(({ detections }) => detections)
    const frames = seen.flatMap(({ frame }) => [frame.width, frame.height])
    return {
      ...laid('detections', rows, columns, holes),
      frame_size: { shape: [seen.length, 2], data: frames },
    }
  }
  const live = recipe.features === 'past'
  const options = { survival: recipe.survival, prior: description.survivalPrior }
  const views = scenesOf(tableOf(tracks), null).flatMap(({ scene, places }) => {
    const known = (live ? knowPast : knowScene)(scene, options)
    return chosen.map((i) =>
      viewTrack(known, places[i]!, wholeView(boxesIn(scene, places[i]!)), live, Infinity),
    )
  })
  const rows = views.map(({ inputs }) => inputs)
  const { inputDim, trackInputDim } = pipeline.parts.features
  const whole = views.flatMap(({ track }) => [...track])
  return {
    ...laid('inputs', rows, inputDim, holes),
    track_inputs: { shape: [views.length, trackInputDim], data: whole },
  }
}

/** Where step k of a track stands among the steps of a batch: at k, or with `holes` with an unseen step before each third one. */
export const placeOf = (step: number, holes: boolean): number => step + (holes ? Math.floor(step / 2) + 1 : 0)

/** Rows of unequal number as [B, T, width] with their mask; what is not seen holds what must not matter. */
function laid(
  name: string,
  rows: readonly Float32Array[],
  width: number,
  holes: boolean,
): Record<string, Numbers> {
  const lengths = rows.map(({ length }) => length / width)
  const steps = placeOf(Math.max(...lengths) - 1, holes) + 1
  const [values, mask] = [
    new Float32Array(rows.length * steps * width).fill(Number.NaN),
    new Float32Array(rows.length * steps),
  ]
  rows.forEach((row, i) => {
    for (let k = 0; k < lengths[i]!; k += 1) {
      const place = i * steps + placeOf(k, holes)
      mask[place] = 1
      values.set(row.subarray(k * width, (k + 1) * width), place * width)
    }
  })
  return {
    [name]: { shape: [rows.length, steps, width], data: values },
    mask: { shape: [rows.length, steps], data: mask },
  }
}
