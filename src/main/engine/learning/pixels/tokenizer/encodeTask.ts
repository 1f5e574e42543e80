/** What a tokenizer says of all crops of a file, in the learning thread. */
import fs from 'node:fs'
import type { Backend } from '../../../../../shared/words.ts'
import { writeAtomically } from '../../../base/atomicFile.ts'
import type { Work } from '../../../base/work.ts'
import { useBackend } from '../../backends.ts'
import { breathe } from '../../breathe.ts'
import type { TrackCrops } from '../trackCrops.ts'
import { clipBatch } from './clips.ts'
import { featureWidth, Tokenizer } from './tokenizer.ts'
import { readTokenizer } from './tokenizerFile.ts'

export interface EncodeInput {
  /** Folder of the tokenizer. */
  tokenizer: string
  backend: Backend | null
  /** Where it goes: [crops, 256] float32. */
  out: string
  /** All tracks of one file of crops. */
  tracks: TrackCrops[]
}

const clipsAtOnce = 8

export async function encodeCrops(
  { tokenizer, backend, out, tracks }: EncodeInput,
  work: Work,
): Promise<void> {
  await useBackend(backend)
  const ready = new Tokenizer(readTokenizer(tokenizer).weights)
  const crops = tracks.reduce((most, { first, boxes }) => Math.max(most, first + boxes.length), 0)
  const all = new Float32Array(crops * featureWidth)
  // Clips of one length together: none is filled up.
  const order = [...tracks].sort((a, b) => b.boxes.length - a.boxes.length)
  for (let at = 0; at < order.length; at += clipsAtOnce) {
    await breathe(work)
    const chosen = order.slice(at, at + clipsAtOnce)
    const { features } = await ready.encode(clipBatch(chosen))
    chosen.forEach(({ first, boxes }, clip) => {
      for (let t = 0; t < boxes.length; t += 1) {
        const from = (t * chosen.length + clip) * featureWidth
        all.set(features.subarray(from, from + featureWidth), (first + t) * featureWidth)
      }
    })
    work.progress({ phase: 'Encoding crops', done: at, total: order.length, unit: 'tracks' })
  }
  await writeAtomically(out, (temporary) => fs.promises.writeFile(temporary, new Uint8Array(all.buffer)))
}
