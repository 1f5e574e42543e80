/** One track as a tokenizer sees it, in the learning thread: its crops, and below them what codes make of them. */
import type { Backend } from '../../../../../shared/words.ts'
import { encodePng } from '../../../base/png.ts'
import { useBackend } from '../../backends/backends.ts'
import { fromPatches } from '../readCrops.ts'
import { cropSide, type TrackCrops } from '../trackCrops.ts'
import { clipBatch, errorsOf, psnrOf } from './clips.ts'
import { openTokenizer } from './openTokenizer.ts'
import { layCrop } from './pictures.ts'

export interface LookInput {
  /** Folder of the tokenizer. */
  tokenizer: string
  backend: Backend | null
  track: TrackCrops
}

export interface LookResult {
  /** PNG: [2 · 64, crops · 64]. */
  png: Uint8Array
  /** In dB. */
  psnr: number
}

export async function lookAtTrack({ tokenizer, backend, track }: LookInput): Promise<LookResult> {
  await useBackend(backend)
  const batch = clipBatch([track])
  const { patches } = await openTokenizer(tokenizer).reconstruct(batch)
  const width = batch.frames * cropSide
  const picture = { width, height: 2 * cropSide, rgb: new Uint8Array(width * 2 * cropSide * 3) }
  for (const [row, values] of [batch.patches, patches].entries()) {
    const crops = fromPatches(values, batch.frames)
    for (let frame = 0; frame < batch.frames; frame += 1) layCrop(crops, frame, picture, frame, row)
  }
  return { png: await encodePng(picture), psnr: psnrOf(errorsOf(batch, patches)[0]!) }
}
