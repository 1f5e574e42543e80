/** Pictures in memory, and cutting squares out of them. */
import type { Picture } from '../base/squares.ts'

export { drawSquare, type Picture, type Square } from '../base/squares.ts'

export type Colour = readonly [number, number, number]

/** What stands where a video has no pixels: beyond its edge, after its end. */
export const beyond: Colour = [13, 16, 17]

export function blankPicture(width: number, height: number, [red, green, blue]: Colour = beyond): Picture {
  const rgb = new Uint8Array(width * height * 3)
  for (let at = 0; at < rgb.length; at += 3) {
    rgb[at] = red
    rgb[at + 1] = green
    rgb[at + 2] = blue
  }
  return { width, height, rgb }
}
