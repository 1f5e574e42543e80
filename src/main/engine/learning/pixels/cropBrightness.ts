/** How much of a track's crops is bright, for the trivial rule that stands beside models that look at them. */
import { brightPixels } from '../../base/brightPixels.ts'
import { cropBytes } from '../../base/cropFile.ts'
import { pixelsOf } from './readCrops.ts'
import { cropSide, cropsWithin, type TrackCrops } from './trackCrops.ts'

/** Of each crop: a rule is asked for the same track after one box, two, and so on. */
const counted = new WeakMap<TrackCrops, number[]>()

/** Bright pixels a crop, mean of those that show the first `boxes` boxes. Throws CONFLICT where the file is gone. */
export function brightOf(track: TrackCrops, boxes: number): number {
  const counts = counted.get(track) ?? countsOf(track)
  counted.set(track, counts)
  const within = counts.slice(0, Math.max(1, cropsWithin(track, boxes)))
  return within.reduce((sum, count) => sum + count, 0) / within.length
}

function countsOf(track: TrackCrops): number[] {
  const pixels = pixelsOf({ track, count: track.boxes.length, mirror: false })
  const bytes = cropBytes(cropSide)
  return Array.from(track.boxes, (_, i) => brightPixels(pixels.subarray(i * bytes, (i + 1) * bytes), 1))
}
