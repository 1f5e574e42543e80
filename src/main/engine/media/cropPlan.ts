/** Which squares of which frames show a track. */
import { cropPositions, cropSide } from '../../../shared/media.ts'
import { columns, countBoxes, type Detections, summarise } from '../base/detections.ts'
import type { Square } from './picture.ts'

export interface Crop extends Square {
  frame: number
}

/** At most `count` crops in the order of frames, each centred on its box; one scale for the whole track. */
export function planCrops(detections: Detections, count: number): Crop[] {
  const { width, height } = summarise(detections)
  const side = cropSide(width, height)
  return cropPositions(countBoxes(detections), count).map((position) => {
    const at = position * columns
    return {
      frame: detections[at]!,
      left: detections[at + 1]! + detections[at + 3]! / 2 - side / 2,
      top: detections[at + 2]! + detections[at + 4]! / 2 - side / 2,
      side,
    }
  })
}
