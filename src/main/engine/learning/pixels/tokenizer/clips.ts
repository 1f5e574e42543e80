/** The crops of tracks as clips of a tokenizer: frames of equal number, time first. */
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

/** Shorter clips repeat their last frame. */
export function clipBatch(tracks: readonly TrackCrops[]): ClipBatch {
  const frames = tracks.reduce((most, { boxes }) => Math.max(most, boxes.length), 1)
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

/** Peak signal-to-noise ratio in dB of a squared error; 60 at most, for what is all but equal. */
export const psnrOf = (error: number): number =>
  Math.min(60, 10 * Math.log10(255 ** 2 / Math.max(1e-9, error)))
