/** Filled boxes and ellipses that just fit into a box. */
import { type Colour, fill, pixelsAlong } from '../raster.ts'
import type { Box } from './boxes.ts'

export interface Sheet {
  /** [height × width × 3]. */
  picture: Uint8Array
  width: number
  height: number
}

const areaOf = ({ width, height }: Sheet, { x, y, w, h }: Box) =>
  pixelsAlong({ x, y }, { x: x + w, y: y + h }, 0, { left: 0, top: 0, right: width, bottom: height })

export function layBox(sheet: Sheet, box: Box, colour: Colour, opacity: number): void {
  const [cx, cy] = [box.x + box.w / 2, box.y + box.h / 2]
  fill(sheet.picture, sheet.width, areaOf(sheet, box), colour, opacity, (x, y) =>
    Math.max(Math.abs(x - cx) - box.w / 2, Math.abs(y - cy) - box.h / 2),
  )
}

/** Its distances are right near the edge, which is all that coverage needs. */
export function layEllipse(sheet: Sheet, box: Box, colour: Colour, opacity: number): void {
  const [rx, ry] = [Math.max(0.25, box.w / 2), Math.max(0.25, box.h / 2)]
  const [cx, cy] = [box.x + box.w / 2, box.y + box.h / 2]
  const least = Math.min(rx, ry)
  fill(sheet.picture, sheet.width, areaOf(sheet, box), colour, opacity, (x, y) => {
    const dx = (x - cx) / rx
    const dy = (y - cy) / ry
    return (Math.sqrt(dx * dx + dy * dy) - 1) * least
  })
}
