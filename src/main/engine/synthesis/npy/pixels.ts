/** Pixels of a set into a file and back: what worker threads do, a range of clips at a time, in bounded memory. */
import fs from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { ClipRecipe } from '../../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Work } from '../../base/work.ts'
import { drawSetClip, drawSetFrames } from '../presets/presets.ts'
import { clipBytes, frameBytes } from '../recipe.ts'

export type ValueType = 'uint8' | 'float32'
export const valueBytes: Record<ValueType, number> = { uint8: 1, float32: 4 }

export interface PixelRange {
  recipe: ClipRecipe
  from: number
  /** Exclusive. */
  to: number
  file: string
  /** Bytes before the first value of clip 0. */
  offset: number
  type: ValueType
}

/** Drawn at a time, in bytes of uint8. */
const batchBytes = 4 << 20

/** Fills `into` with what comes next; several clips, one, or a frame of one. */
interface Piece {
  clip: number
  /** Bytes of uint8 from the clip's beginning. */
  first: number
  length: number
  draw(into: Uint8Array): void
}

function* pieces({ recipe, from, to }: PixelRange): Generator<Piece> {
  const [whole, frame] = [clipBytes(recipe), frameBytes(recipe)]
  if (whole > batchBytes) {
    const all = Array.from({ length: recipe.frames }, (_, at) => at)
    for (let clip = from; clip < to; clip += 1) {
      let first = 0
      for (const picture of drawSetFrames(recipe, clip, all)) {
        yield { clip, first, length: frame, draw: (into) => into.set(picture) }
        first += frame
      }
    }
    return
  }
  const several = Math.floor(batchBytes / whole)
  for (let clip = from; clip < to; clip += several) {
    const clips = Math.min(several, to - clip)
    yield {
      clip,
      first: 0,
      length: clips * whole,
      draw(into) {
        for (let i = 0; i < clips; i += 1)
          drawSetClip(recipe, clip + i, into.subarray(i * whole, (i + 1) * whole))
      },
    }
  }
}

/** Calls `handle` with the file's bytes of each piece and their place in the file. */
async function eachPiece(
  range: PixelRange,
  work: Work,
  handle: (bytes: Uint8Array, place: number, clip: number) => void,
): Promise<void> {
  const { recipe, offset, type } = range
  const size = Math.max(frameBytes(recipe), Math.min(batchBytes, clipBytes(recipe) * (range.to - range.from)))
  const pixels = new Uint8Array(size)
  const values = type === 'float32' ? new Float32Array(size) : null
  for (const { clip, first, length, draw } of pieces(range)) {
    await setImmediate()
    if (work.signal.aborted)
      throw new TracksieveError('CANCELLED', 'Cancelled.', 'Start it again when you like.', true)
    draw(pixels.subarray(0, length))
    const place = offset + (clip * clipBytes(recipe) + first) * valueBytes[type]
    if (values) for (let i = 0; i < length; i += 1) values[i] = shares[pixels[i]!]!
    handle(values ? new Uint8Array(values.buffer, 0, length * 4) : pixels.subarray(0, length), place, clip)
  }
}

/** 0–255 → 0–1. */
const shares = Float32Array.from({ length: 256 }, (_, i) => i / 255)

/** Writes the clips of the range to their place in the file, which exists. */
export async function writePixels(range: PixelRange, work: Work): Promise<void> {
  const handle = fs.openSync(range.file, 'r+')
  try {
    await eachPiece(range, work, (bytes, place) => {
      for (let done = 0; done < bytes.length; )
        done += fs.writeSync(handle, bytes, done, bytes.length - done, place + done)
    })
  } finally {
    fs.closeSync(handle)
  }
}

/** Draws the clips of the range once more and throws INTERNAL where the file holds something else. */
export async function comparePixels(range: PixelRange, work: Work): Promise<void> {
  const handle = fs.openSync(range.file, 'r')
  const found = Buffer.alloc(batchBytes * valueBytes[range.type])
  try {
    await eachPiece(range, work, (bytes, place, clip) => {
      for (let at = 0; at < bytes.length; at += found.length) {
        const length = Math.min(found.length, bytes.length - at)
        const read = fs.readSync(handle, found, 0, length, place + at)
        if (read === length && found.subarray(0, length).equals(bytes.subarray(at, at + length))) continue
        throw new TracksieveError(
          'INTERNAL',
          `Clip ${clip} in the file is not the one that was written.`,
          'Check the disk, and export again.',
        )
      }
    })
  } finally {
    fs.closeSync(handle)
  }
}
