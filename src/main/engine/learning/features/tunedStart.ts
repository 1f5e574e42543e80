/** Where the training of a tuned encoder starts: as the tokenizer's, with what it says of the training crops standardised. */
import type { Work } from '../../base/work.ts'
import { fitNormalisation } from '../data/dataset.ts'
import type { Sequence } from '../model/batch.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'
import { lookAtAll } from '../pixels/tokenizer/lookAtAll.ts'
import { openTokenizer } from '../pixels/tokenizer/openTokenizer.ts'
import { featureWidth } from '../pixels/tokenizer/quarters.ts'
import { spreadBoxes, type TrackCrops } from '../pixels/trackCrops.ts'

/** Mean and deviation of so many tell those of all. */
const mostTracks = 512

/**
 * The weights, in place. `folder`: of the tokenizer; `crops`: of the training tracks. Throws NOT_FOUND, or VALIDATION for a
 * tokenizer of another version.
 */
export async function startTuned(
  pipeline: ModularTrackingPipeline,
  weights: Float32Array,
  { folder, crops }: { folder: string; crops: readonly TrackCrops[] },
  work: Work,
): Promise<void> {
  const tokenizer = openTokenizer(folder)
  const put = (name: string, values: Float32Array | readonly number[]) =>
    weights.set(values, pipeline.placeOf(name))
  for (const { name } of tokenizer.network.encoder.parameters)
    put(`features.${name}`, tokenizer.weightsOf(name))
  const some = Array.from(spreadBoxes(crops.length, mostTracks), (i) => crops[i]!)
  const sequences: Sequence[] = []
  for await (const { features } of lookAtAll(tokenizer, some, work))
    sequences.push({ inputs: features, track: new Float32Array(), boxes: features.length / featureWidth })
  const { mean, deviation } = fitNormalisation(sequences, { inputDim: featureWidth, trackInputDim: 0 })
  put(
    'features.seen.scale',
    deviation.map((one) => 1 / one),
  )
  put(
    'features.seen.shift',
    deviation.map((one, k) => -mean[k]! / one),
  )
}
