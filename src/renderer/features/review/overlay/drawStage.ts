/** One picture with its overlay: the full frame, or the close-up. */
import type { Box } from '../track.ts'
import { drawBoxes, drawTags, drawTrail, type ShownBox, type View, wordOf } from './drawBoxes.ts'
import type { Palette } from './palette.ts'

export interface Drawing {
  /** null = there are no pixels: dark ground, boxes to scale. */
  readonly picture: CanvasImageSource | null
  readonly videoWidth: number
  readonly videoHeight: number
  readonly view: View
  readonly frame: number
  readonly boxes: readonly ShownBox[]
  readonly track: readonly Box[]
  readonly show: { readonly boxes: boolean; readonly tags: boolean; readonly trail: boolean }
}

export function drawStage(pen: CanvasRenderingContext2D, drawing: Drawing, palette: Palette): void {
  const { view } = drawing
  pen.fillStyle = palette.picture
  pen.fillRect(0, 0, view.width, view.height)
  drawPixels(pen, drawing, palette)
  const selected = drawing.boxes.find((box) => box.selected)
  if (drawing.show.trail && drawing.track.length > 1) {
    const word = selected === undefined ? 'none' : wordOf(selected)
    drawTrail(pen, view, drawing.track, drawing.frame, palette.classes[word])
  }
  if (drawing.show.boxes) drawBoxes(pen, view, drawing.boxes, palette)
  if (drawing.show.boxes && drawing.show.tags) drawTags(pen, view, drawing.boxes, palette)
}

/** Pixels stay square and sharp when they are shown large: then they are what one looks at. */
function drawPixels(pen: CanvasRenderingContext2D, drawing: Drawing, palette: Palette): void {
  const { picture, view, videoWidth, videoHeight } = drawing
  const x = -view.x * view.scale
  const y = -view.y * view.scale
  if (picture === null) {
    pen.strokeStyle = palette.control
    pen.lineWidth = 1
    pen.setLineDash([])
    pen.strokeRect(x + 0.5, y + 0.5, videoWidth * view.scale - 1, videoHeight * view.scale - 1)
    return
  }
  pen.imageSmoothingEnabled = view.scale < 3
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, x, y, videoWidth * view.scale, videoHeight * view.scale)
}
