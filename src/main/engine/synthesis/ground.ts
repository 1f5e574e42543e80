/** What lies behind everything: black in the flat views, three grey panes with a grid in the 3-D views. */
import { type PictureSize, type Pixel, projection, type View } from './camera.ts'
import { type Colour, fill, polygonDistance, segmentDistance, wholePicture } from './raster.ts'

type Corner = [x: number, y: number, z: number]

/** The sides of the unit cube that lie behind its content: a corner and two edges from it. */
const panes: { grey: number; corner: Corner; edges: [Corner, Corner] }[] = [
  {
    grey: 34,
    corner: [0, 0, 0],
    edges: [
      [1, 0, 0],
      [0, 1, 0],
    ],
  },
  {
    grey: 42,
    corner: [0, 0, 0],
    edges: [
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  {
    grey: 50,
    corner: [0, 1, 0],
    edges: [
      [1, 0, 0],
      [0, 0, 1],
    ],
  },
]
const gridGrey = 64
const gridLines = 4

const drawn = new Map<string, Uint8Array>()
/** Grounds that are kept: the four of `all`. */
const mostDrawn = 4

/** [height × width × 3]; shared, not to be written to. The same for every cube that the camera shows. */
export function groundOf(view: View, size: PictureSize): Uint8Array {
  const key = `${view} ${size.width} ${size.height}`
  const known = drawn.get(key)
  if (known) return known
  const picture = new Uint8Array(size.width * size.height * 3)
  if (view === '3d_projection' || view === '3d_refit') drawPanes(picture, view, size)
  if (drawn.size >= mostDrawn) drawn.clear()
  drawn.set(key, picture)
  return picture
}

function drawPanes(picture: Uint8Array, view: View, size: PictureSize): void {
  const stride = size.width
  const project = projection(view, size)
  const at = (corner: Corner, edges: [Corner, Corner], u: number, v: number): Pixel =>
    project(...([0, 1, 2].map((i) => corner[i]! + u * edges[0][i]! + v * edges[1][i]!) as Corner))
  const area = wholePicture(size)
  for (const { grey, corner, edges } of panes) {
    const outline = [
      at(corner, edges, 0, 0),
      at(corner, edges, 1, 0),
      at(corner, edges, 1, 1),
      at(corner, edges, 0, 1),
    ]
    fill(picture, stride, area, [grey, grey, grey], 1, polygonDistance(outline.flatMap(({ x, y }) => [x, y])))
  }
  const width = 0.35 * (Math.min(size.width, size.height) / 128)
  const colour: Colour = [gridGrey, gridGrey, gridGrey]
  for (const { corner, edges } of panes) {
    for (let i = 0; i <= gridLines; i += 1) {
      const step = i / gridLines
      for (const [from, to] of [
        [at(corner, edges, step, 0), at(corner, edges, step, 1)],
        [at(corner, edges, 0, step), at(corner, edges, 1, step)],
      ] as const)
        fill(
          picture,
          stride,
          area,
          colour,
          0.6,
          (x, y) => segmentDistance(x, y, from.x, from.y, to.x, to.y) - width,
        )
    }
  }
}
