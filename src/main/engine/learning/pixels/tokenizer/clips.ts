/** The crops of tracks as clips of a tokenizer: frames of equal number, time first. */
import * as tf from '@tensorflow/tfjs-core'
import { cropBytes } from '../../../base/cropFile.ts'
import { patches, patchWidth, pixelsOf, toPatches } from '../readCrops.ts'
import { cropSide, type TrackCrops } from '../trackCrops.ts'

const frame = patches * patches * patchWidth

export interface ClipBatch {
  clips: number
  frames: number
  /** [frames · clips · 256, 48]. */
  patches: Float32Array
  /** [frames · clips]: 1, or 0 where a short clip repeats its last frame. */
  real: Float32Array
}

/** Clips that are filled up to one of these share their graph in the native library: a new one takes seconds. */
const lengths = [1, 4, 8, 16, 32, 64]

/** As many clips at a time as have this many frames together; the last batch of a length repeats its last clip. */
export function* evenBatches(
  tracks: readonly TrackCrops[],
  framesAtOnce: number,
): Generator<{ batch: ClipBatch; own: readonly TrackCrops[] }> {
  for (const [i, frames] of lengths.entries()) {
    const ofLength = tracks.filter(
      ({ boxes }) => boxes.length <= frames && boxes.length > (lengths[i - 1] ?? 0),
    )
    const atOnce = Math.max(1, Math.floor(framesAtOnce / frames))
    for (let at = 0; at < ofLength.length; at += atOnce) {
      const own = ofLength.slice(at, at + atOnce)
      const filled = Array.from({ length: atOnce }, (_, clip) => own[Math.min(clip, own.length - 1)]!)
      yield { batch: clipBatch(filled, frames), own }
    }
  }
}

/** Shorter clips repeat their last frame; `frames`: at least so many. */
export function clipBatch(tracks: readonly TrackCrops[], least = 1): ClipBatch {
  const frames = tracks.reduce((most, { boxes }) => Math.max(most, boxes.length), least)
  const clips = tracks.length
  const batch = {
    clips,
    frames,
    patches: new Float32Array(frames * clips * frame),
    real: new Float32Array(frames * clips),
  }
  tracks.forEach((track, clip) => {
    const count = track.boxes.length
    const pixels = pixelsOf({ track, count, mirror: false })
    for (let t = 0; t < frames; t += 1) {
      const from = Math.min(t, count - 1) * cropBytes(cropSide)
      toPatches(pixels.subarray(from, from + cropBytes(cropSide)), batch.patches, (t * clips + clip) * frame)
      if (t < count) batch.real[t * clips + clip] = 1
    }
  })
  return batch
}

/** [frames · clips · 256, 48]. */
export const patchTensor = ({ patches: values }: ClipBatch): tf.Tensor2D =>
  tf.tensor2d(values, [values.length / patchWidth, patchWidth])

/** Squared error of each clip's real frames, of pixels 0–255, averaged. */
export function errorsOf({ clips, frames, patches: wanted, real }: ClipBatch, got: Float32Array): number[] {
  return Array.from({ length: clips }, (_, clip) => {
    let [sum, count] = [0, 0]
    for (let t = 0; t < frames; t += 1) {
      const at = t * clips + clip
      if (real[at] === 0) continue
      for (let i = at * frame; i < (at + 1) * frame; i += 1) {
        const value = Math.max(-1, Math.min(1, got[i]!))
        sum += (value - wanted[i]!) ** 2
      }
      count += frame
    }
    return (sum / count) * 127.5 ** 2
  })
}

/** The codes of the real frames of the first `own` clips, of [frames · clips, 16, 16, books]. */
export function realCodes({ clips, frames, real }: ClipBatch, codes: Int32Array, own: number): Int32Array {
  const width = codes.length / (clips * frames)
  const kept: Int32Array[] = []
  for (let at = 0; at < real.length; at += 1)
    if (real[at] === 1 && at % clips < own) kept.push(codes.subarray(at * width, (at + 1) * width))
  const all = new Int32Array(kept.length * width)
  kept.forEach((part, i) => all.set(part, i * width))
  return all
}

/** Peak signal-to-noise ratio in dB of a squared error; 60 at most, for what is all but equal. */
export const psnrOf = (error: number): number =>
  Math.min(60, 10 * Math.log10(255 ** 2 / Math.max(1e-9, error)))
