/** What a tokenizer says of the crops of many tracks. */
import type { Work } from '../../../base/work.ts'
import { breathe } from '../../backends/breathe.ts'
import type { TrackCrops } from '../trackCrops.ts'
import { evenBatches } from './clips.ts'
import { featureWidth } from './quarters.ts'
import type { Tokenizer } from './tokenizer.ts'

/** What the network holds of so many is some 200 MB. */
const framesAtOnce = 128

/** Track by track [boxes, 256], in another order than they were given. Throws CANCELLED. */
export async function* lookAtAll(
  tokenizer: Tokenizer,
  tracks: readonly TrackCrops[],
  work: Work,
): AsyncGenerator<{ track: TrackCrops; features: Float32Array }> {
  for (const { batch, own } of evenBatches(tracks, framesAtOnce)) {
    await breathe(work)
    const all = await tokenizer.look(batch)
    for (const [clip, track] of own.entries()) {
      const features = new Float32Array(track.boxes.length * featureWidth)
      for (let t = 0; t < track.boxes.length; t += 1) {
        const from = (t * batch.clips + clip) * featureWidth
        features.set(all.subarray(from, from + featureWidth), t * featureWidth)
      }
      yield { track, features }
    }
  }
}
