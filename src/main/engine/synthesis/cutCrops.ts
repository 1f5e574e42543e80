/** Crops of the boxes of clips into their file: only the frames that hold one are drawn. */
import { type ClipRecipe, shapeOf } from '../../../shared/contract/clipRecipe.ts'
import { type CropPlaces, squareColumns, type Squares } from '../base/cropFile.ts'
import { cropSquare } from '../base/crops.ts'
import { drawSetFrames } from './presets/presets.ts'

export interface ClipCrops {
  /** Of the clip in its set. */
  index: number
  /** Number in the file of the clip's first crop. */
  first: number
  squares: Squares
}

export interface ClipCropsInput {
  recipe: ClipRecipe
  /** Unfinished file of crops. */
  file: string
  side: number
  clips: ClipCrops[]
}

export function cutClipCrops(recipe: ClipRecipe, clip: ClipCrops, side: number, places: CropPlaces): void {
  const { width, height } = shapeOf(recipe)
  const frames = [...new Set(column(clip.squares, 0))].sort((a, b) => a - b)
  const byFrame = new Map(frames.map((frame): [number, number[]] => [frame, []]))
  for (const [at, frame] of column(clip.squares, 0).entries()) byFrame.get(frame)!.push(at)
  const pictures = drawSetFrames(recipe, clip.index, frames)
  for (const frame of frames) {
    const rgb = pictures.next().value!
    for (const at of byFrame.get(frame)!) {
      const [left, top, size] = [1, 2, 3].map((k) => clip.squares[at * squareColumns + k]!) as Three
      places.put(clip.first + at, cropSquare({ width, height, rgb }, { left, top, side: size }, side).rgb)
    }
  }
}

type Three = [number, number, number]

const column = (squares: Squares, k: number): number[] =>
  Array.from({ length: squares.length / squareColumns }, (_, i) => squares[i * squareColumns + k]!)
