/** The shapes that clutter has: distances to their edges, in pixels. Each fits into the square of half side `radius`. */
import type { ClutterShape } from '../../../shared/contract/clipRecipe.ts'
import { cosineOfTurn, sineOfTurn } from './turn.ts'
import { discDistance, polygonDistance } from './raster.ts'

export function shapeDistance(shape: ClutterShape, x: number, y: number, radius: number) {
  if (shape === 'circle') return discDistance(x, y, radius)
  return polygonDistance(outlines[shape].map((value, i) => (i % 2 === 0 ? x : y) + value * radius))
}

/** Corners [x, y, …] in radii from the middle, y down. */
const outlines: Record<Exclude<ClutterShape, 'circle'>, number[]> = {
  square: [-1, -1, 1, -1, 1, 1, -1, 1],
  triangle: [0, -1, 1, 1, -1, 1],
  star: Array.from({ length: 10 }, (_, i) => {
    const reach = i % 2 === 0 ? 1 : 0.4
    return [reach * sineOfTurn(i / 10), -reach * cosineOfTurn(i / 10)]
  }).flat(),
}
