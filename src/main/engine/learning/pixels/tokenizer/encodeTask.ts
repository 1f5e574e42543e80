/** What a tokenizer says of all crops of a file, in the learning thread. */
import fs from 'node:fs'
import type { Backend } from '../../../../../shared/words.ts'
import { writeAtomically } from '../../../base/atomicFile.ts'
import type { Work } from '../../../base/work.ts'
import { useBackend } from '../../backends/backends.ts'
import { cropsUpTo, type TrackCrops } from '../trackCrops.ts'
import { lookAtAll } from './lookAtAll.ts'
import { openTokenizer } from './openTokenizer.ts'
import { featureWidth } from './quarters.ts'

export interface EncodeInput {
  /** Folder of the tokenizer. */
  tokenizer: string
  backend: Backend | null
  /** Where it goes: [crops, 256] float32. */
  out: string
  /** All tracks of one file of crops. */
  tracks: TrackCrops[]
}

export async function encodeCrops(
  { tokenizer, backend, out, tracks }: EncodeInput,
  work: Work,
): Promise<void> {
  await useBackend(backend)
  const ready = openTokenizer(tokenizer)
  const all = new Float32Array(cropsUpTo(tracks) * featureWidth)
  let done = 0
  for await (const { track, features } of lookAtAll(ready, tracks, work)) {
    all.set(features, track.first * featureWidth)
    done += 1
    work.progress({ phase: 'Encoding crops', done, total: tracks.length, unit: 'tracks' })
  }
  await writeAtomically(out, (temporary) => fs.promises.writeFile(temporary, new Uint8Array(all.buffer)))
}
