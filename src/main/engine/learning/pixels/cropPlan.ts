/** Which crops of a video's tracks are cut, and into which file. Follows from the videos' tracks alone, not from labels. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { CropOrder } from '../../base/cropOrder.ts'
import { type CropSet, squareColumns } from '../../base/cropFile.ts'
import { squareAround } from '../../base/crops.ts'
import { columns, countBoxes, type Detections } from '../../base/detections.ts'
import { cropSide, spreadBoxes, type TrackCrops } from './trackCrops.ts'

/** What a recipe says of crops. */
export interface CropSettings {
  /** Most boxes of a track. */
  boxes: number
  context: number
}

export interface CropVideo {
  id: number
  frames: number
  /** Names its pixels. */
  pixels: string
  tracks: { id: number; detections: Detections }[]
}

export interface CropFilePlan {
  file: string
  set: CropSet
  videos: CropOrder['videos']
  tracks: Map<number, TrackCrops>
}

export function planCropFile(
  folder: string,
  videos: readonly CropVideo[],
  settings: CropSettings,
): CropFilePlan {
  const hash = createHash('sha256').update(`1 ${cropSide}`)
  const orders: CropOrder['videos'] = []
  const spans: [track: number, first: number, boxes: Int32Array][] = []
  let crops = 0
  for (const { id, frames, pixels, tracks } of videos) {
    const rows: number[] = []
    const first = crops
    for (const track of tracks) {
      const boxes = boxesIn(track.detections, frames, settings.boxes)
      if (boxes.length === 0) continue
      spans.push([track.id, crops, boxes])
      for (const box of boxes) rows.push(...squareOf(track.detections, box, settings.context))
      crops += boxes.length
    }
    const squares = Float32Array.from(rows)
    hash.update(`\n${pixels}\n`).update(new Uint8Array(squares.buffer))
    if (squares.length > 0) orders.push({ id, first, squares })
  }
  const key = hash.digest('hex').slice(0, 32)
  const file = path.join(folder, `crops-${key}`)
  return {
    file,
    set: { key, side: cropSide, crops },
    videos: orders,
    tracks: new Map(spans.map(([track, first, boxes]) => [track, { file, key, first, boxes }])),
  }
}

/** Boxes after the film's end show nothing. */
function boxesIn(detections: Detections, frames: number, most: number): Int32Array {
  let seen = countBoxes(detections)
  while (seen > 0 && detections[(seen - 1) * columns]! >= frames) seen -= 1
  return spreadBoxes(seen, most)
}

function squareOf(detections: Detections, box: number, context: number): number[] {
  const [frame, x, y, w, h] = detections.subarray(box * columns, box * columns + 5)
  const { left, top, side } = squareAround({ x: x!, y: y!, w: w!, h: h! }, context)
  const row = [frame!, left, top, side]
  if (row.length !== squareColumns) throw new RangeError('a square has four numbers')
  return row
}
