/** Clips beside what is left of them after encoding and decoding, for the eye. */
import fs from 'node:fs'
import { writeAtomically } from '../../../base/atomicFile.ts'
import { encodePng } from '../../../base/png.ts'
import { fromPatches } from '../readCrops.ts'
import { cropSide, type TrackCrops } from '../trackCrops.ts'
import { clipBatch } from './clips.ts'
import type { Tokenizer } from './tokenizer.ts'

const framesShown = 8

/** Two rows a clip: `framesShown` frames of it, and the same after encoding and decoding. */
export async function writePictures(
  file: string,
  tokenizer: Tokenizer,
  tracks: readonly TrackCrops[],
): Promise<void> {
  const width = framesShown * cropSide
  const height = 2 * tracks.length * cropSide
  const picture = { width, height, rgb: new Uint8Array(width * height * 3) }
  for (const [row, track] of tracks.entries()) {
    const batch = clipBatch([track])
    const { patches } = await tokenizer.reconstruct(batch)
    const rows = [fromPatches(batch.patches, batch.frames), fromPatches(patches, batch.frames)]
    for (const [n, frames] of rows.entries())
      for (let i = 0; i < Math.min(framesShown, batch.frames); i += 1) {
        const frame = Math.floor((i * batch.frames) / Math.min(framesShown, batch.frames))
        layCrop(frames, frame, picture, i, 2 * row + n)
      }
  }
  const bytes = await encodePng(picture)
  await writeAtomically(file, (temporary) => fs.promises.writeFile(temporary, bytes))
}

/** Crop number `frame` of `frames` into a place of a picture of crops. */
export function layCrop(
  frames: Uint8Array,
  frame: number,
  { width, rgb }: { width: number; rgb: Uint8Array },
  column: number,
  row: number,
): void {
  const line = cropSide * 3
  for (let y = 0; y < cropSide; y += 1) {
    const from = (frame * cropSide + y) * line
    rgb.set(frames.subarray(from, from + line), ((row * cropSide + y) * width + column * cropSide) * 3)
  }
}
