/** What a tokenizer says of all crops of a file, in the learning thread. */
import fs from 'node:fs'
import type { Backend } from '../../../../../shared/words.ts'
import { writeAtomically } from '../../../base/atomicFile.ts'
import type { Work } from '../../../base/work.ts'
import { useBackend } from '../../backends.ts'
import { breathe } from '../../breathe.ts'
import { cropsUpTo, type TrackCrops } from '../trackCrops.ts'
import { evenBatches } from './clips.ts'
import { openTokenizer } from './openTokenizer.ts'
import { featureWidth } from './tokenizer.ts'

export interface EncodeInput {
  /** Folder of the tokenizer. */
  tokenizer: string
  backend: Backend | null
  /** Where it goes: [crops, 256] float32. */
  out: string
  /** All tracks of one file of crops. */
  tracks: TrackCrops[]
}

/** What the network holds of so many is some 200 MB. */
const framesAtOnce = 128

export async function encodeCrops(
  { tokenizer, backend, out, tracks }: EncodeInput,
  work: Work,
): Promise<void> {
  await useBackend(backend)
  const ready = openTokenizer(tokenizer)
  const all = new Float32Array(cropsUpTo(tracks) * featureWidth)
  let done = 0
  for (const { batch, own } of evenBatches(tracks, framesAtOnce)) {
    await breathe(work)
    const features = await ready.look(batch)
    own.forEach(({ first, boxes }, clip) => {
      for (let t = 0; t < boxes.length; t += 1) {
        const from = (t * batch.clips + clip) * featureWidth
        all.set(features.subarray(from, from + featureWidth), (first + t) * featureWidth)
      }
    })
    done += own.length
    work.progress({ phase: 'Encoding crops', done, total: tracks.length, unit: 'tracks' })
  }
  await writeAtomically(out, (temporary) => fs.promises.writeFile(temporary, new Uint8Array(all.buffer)))
}
