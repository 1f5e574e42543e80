/** From the unit cube to the picture. The 3-D camera stands where Matplotlib's does: elevation 30°, azimuth −60°. */
import type { ClipView } from '../../../shared/contract/clipRecipe.ts'

/** What one camera shows. */
export type View = Exclude<ClipView, 'all'>

export interface PictureSize {
  width: number
  height: number
}

/** The cube that a view shows: its centre and half its side. */
export interface Limits {
  x: number
  y: number
  z: number
  half: number
}

const unitCube: Limits = { x: 0.5, y: 0.5, z: 0.5, half: 0.5 }

/** Pixels from the picture's top left corner; NaN for a point beside or behind the camera. */
export interface Pixel {
  x: number
  y: number
}

export type Projection = (x: number, y: number, z: number) => Pixel

/** Shows `limits` in a picture. The flat views always show the unit cube, stretched to the picture. */
export function projection(
  view: View,
  { width, height }: PictureSize,
  limits: Limits = unitCube,
): Projection {
  if (view === 'xy') return (x, y) => ({ x: x * width, y: (1 - y) * height })
  if (view === 'xz') return (x, _y, z) => ({ x: x * width, y: (1 - z) * height })
  if (view === 'yz') return (_x, y, z) => ({ x: y * width, y: (1 - z) * height })
  const scale = 0.5 / limits.half
  const { left, top, unit } = cubeFit()
  const side = Math.min(width, height)
  const [beside, above] = [(width - side) / 2, (height - side) / 2]
  return (x, y, z) => {
    const seen = perspective((x - limits.x) * scale, (y - limits.y) * scale, (z - limits.z) * scale)
    return { x: beside + (left + seen.x * unit) * side, y: above + (top - seen.y * unit) * side }
  }
}

const root3 = Math.sqrt(3)
/** From the cube's centre to the camera, in sides of the cube. */
const distance = 3.2
/** Nearer than this to the camera's plane nothing is drawn. */
const nearest = 0.3

/** Coordinates from the cube's centre, in sides of the cube → directions as the camera sees them, y up. */
function perspective(x: number, y: number, z: number): Pixel {
  const depth = distance - ((root3 / 4) * x - 0.75 * y + 0.5 * z)
  if (depth < nearest) return { x: Number.NaN, y: Number.NaN }
  return {
    x: ((root3 / 2) * x + 0.5 * y) / depth,
    y: (-0.25 * x + (root3 / 4) * y + (root3 / 2) * z) / depth,
  }
}

/** Where the cube has to be put so that its eight corners fill the picture but for a margin. */
function cubeFit() {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((i) =>
    perspective((i & 1) - 0.5, ((i >> 1) & 1) - 0.5, (i >> 2) - 0.5),
  )
  const across = corners.map((corner) => corner.x)
  const up = corners.map((corner) => corner.y)
  const [right, high] = [Math.max(...across), Math.max(...up)]
  const [low, leftmost] = [Math.min(...up), Math.min(...across)]
  const unit = 0.96 / Math.max(right - leftmost, high - low)
  return { unit, left: 0.5 - (unit * (leftmost + right)) / 2, top: 0.5 + (unit * (low + high)) / 2 }
}

/** The smallest cube around some points, [n × 3]; never smaller than a tenth of the unit cube's side. */
export function limitsAround(points: readonly (readonly [number, number, number])[]): Limits {
  if (points.length === 0) return unitCube
  const axes = [0, 1, 2].map((axis) => {
    const values = points.map((point) => point[axis]!)
    const [low, high] = [Math.min(...values), Math.max(...values)]
    return { middle: (low + high) / 2, range: high - low }
  })
  const half = Math.max(0.05, ...axes.map(({ range }) => range / 2))
  return { x: axes[0]!.middle, y: axes[1]!.middle, z: axes[2]!.middle, half }
}
