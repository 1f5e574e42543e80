/** What is drawn of a track where there are no pictures: its path through the square, and its box. */
import { columns, countBoxes, type Detections } from '../base/detections.ts'
import type { Crop } from './cropPlan.ts'
import { blankPicture, type Colour, type Picture } from './picture.ts'

const ground: Colour = [20, 24, 25]
const path: Colour = [111, 125, 132]
const past: Colour = [182, 198, 205]
const edge: Colour = [202, 216, 222]

/** All crops side by side, `size` pixels each: the path dim, what is behind the track brighter, its box. */
export function drawSchematic(detections: Detections, crops: readonly Crop[], size: number): Picture {
  const strip = blankPicture(size * crops.length, size, ground)
  for (const [place, crop] of crops.entries()) drawOne(strip, place * size, size, detections, crop)
  return strip
}

function drawOne(strip: Picture, left: number, size: number, detections: Detections, crop: Crop): void {
  const scale = size / crop.side
  const line = (x0: number, y0: number, x1: number, y1: number, half: number, colour: Colour) =>
    drawLine(
      strip,
      { left, size },
      [x0, y0, x1, y1].map((value, i) => (value - (i % 2 ? crop.top : crop.left)) * scale),
      half,
      colour,
    )
  const centre = (i: number): [number, number] => [
    detections[i * columns + 1]! + detections[i * columns + 3]! / 2,
    detections[i * columns + 2]! + detections[i * columns + 4]! / 2,
  ]
  const boxes = countBoxes(detections)
  const half = Math.max(0.6, size / 160)
  for (let i = 1; i < boxes; i += 1) {
    // A line through frames without a box would claim what nobody saw.
    if (detections[i * columns]! - detections[(i - 1) * columns]! > 1) continue
    line(...centre(i - 1), ...centre(i), half, detections[i * columns]! <= crop.frame ? past : path)
  }
  for (let i = 0; i < boxes; i += 1) {
    const at = i * columns
    line(...centre(i), ...centre(i), half * 1.8, detections[at]! <= crop.frame ? past : path)
    if (detections[at] !== crop.frame) continue
    const [x, y, w, h] = [detections[at + 1]!, detections[at + 2]!, detections[at + 3]!, detections[at + 4]!]
    for (const side of [
      [x, y, x + w, y],
      [x, y + h, x + w, y + h],
      [x, y, x, y + h],
      [x + w, y, x + w, y + h],
    ] as const)
      line(...side, Math.max(0.75, size / 110), edge)
  }
}

/** A line with round ends, `half` pixels to each side, clipped to the square at `left`. */
function drawLine(
  strip: Picture,
  place: { left: number; size: number },
  ends: number[],
  half: number,
  colour: Colour,
): void {
  const [x0, y0, x1, y1] = ends as [number, number, number, number]
  const [dx, dy] = [x1 - x0, y1 - y0]
  const square = dx * dx + dy * dy
  const clamp = (value: number) => Math.min(place.size, Math.max(0, value))
  const right = clamp(Math.ceil(Math.max(x0, x1) + half + 1))
  const bottom = clamp(Math.ceil(Math.max(y0, y1) + half + 1))
  for (let y = clamp(Math.floor(Math.min(y0, y1) - half - 1)); y < bottom; y += 1) {
    for (let x = clamp(Math.floor(Math.min(x0, x1) - half - 1)); x < right; x += 1) {
      const [px, py] = [x + 0.5 - x0, y + 0.5 - y0]
      const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square))
      const cover = Math.min(1, half + 0.5 - Math.hypot(px - along * dx, py - along * dy))
      if (cover <= 0) continue
      const at = (y * strip.width + place.left + x) * 3
      for (let channel = 0; channel < 3; channel += 1)
        strip.rgb[at + channel]! += Math.round(cover * (colour[channel]! - strip.rgb[at + channel]!))
    }
  }
}
