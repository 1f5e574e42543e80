/** Boxes, tags and trail over a picture. Coordinates are screen pixels unless said otherwise. */
import type { Label, TrackClass } from '../../../../shared/words.ts'
import { type Box, unbroken } from '../track.ts'
import { type ClassWord, dashes, type Palette } from './palette.ts'
import { placeTags, type Rect, type Tagged, tagHeight } from './placeTags.ts'
import { drawSymbol } from './symbols.ts'

export interface ShownBox {
  readonly track: number
  readonly number: number
  readonly label: Label | null
  readonly prediction: TrackClass | null
  readonly selected: boolean
  /** In pixels of the video. */
  readonly box: Rect
  /** The track is not seen in this frame; the box stands where it was. */
  readonly ghost: boolean
  /** Of another source than the selected track: another tracker's word on the same film. */
  readonly foreign: boolean
}

/** What part of the video is shown, and how large. */
export interface View {
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly width: number
  readonly height: number
}

export const wordOf = (box: Pick<ShownBox, 'label' | 'prediction'>): ClassWord =>
  box.label ?? box.prediction ?? 'none'

const toScreen = (view: View, { x, y, w, h }: Rect): Rect => ({
  x: (x - view.x) * view.scale,
  y: (y - view.y) * view.scale,
  w: w * view.scale,
  h: h * view.scale,
})

export function drawBoxes(
  pen: CanvasRenderingContext2D,
  view: View,
  boxes: readonly ShownBox[],
  palette: Palette,
): void {
  for (const one of [...boxes].sort((a, b) => Number(a.selected) - Number(b.selected))) {
    const { x, y, w, h } = toScreen(view, one.box)
    const word = wordOf(one)
    const line = one.selected ? 3 : 2
    pen.globalAlpha = one.ghost || one.foreign ? 0.35 : 1
    pen.setLineDash([])
    pen.strokeStyle = 'rgba(0, 0, 0, 0.8)'
    pen.lineWidth = line + 2
    pen.strokeRect(x, y, w, h)
    pen.setLineDash(dashes[word])
    pen.strokeStyle = word === 'none' ? palette.text : palette.classes[word]
    pen.lineWidth = word === 'none' ? line / 2 : line
    pen.strokeRect(x, y, w, h)
  }
  pen.globalAlpha = 1
  pen.setLineDash([])
}

export function drawTags(
  pen: CanvasRenderingContext2D,
  view: View,
  boxes: readonly ShownBox[],
  palette: Palette,
): void {
  pen.font = `600 11px ${palette.font}`
  pen.textBaseline = 'middle'
  const tagged = boxes.flatMap((one): Tagged[] => {
    if (one.foreign) return []
    const width = tagHeight + 7 + Math.ceil(pen.measureText(String(one.number)).width)
    return [{ id: one.track, box: toScreen(view, one.box), width, selected: one.selected }]
  })
  const places = placeTags(tagged, view.width, view.height)
  for (const one of boxes) {
    const place = places.get(one.track)
    if (place !== undefined) drawTag(pen, place, one, palette)
  }
}

function drawTag(pen: CanvasRenderingContext2D, place: Rect, one: ShownBox, palette: Palette): void {
  pen.fillStyle = '#000'
  pen.fillRect(place.x - 1, place.y - 1, place.w + 2, place.h + 2)
  pen.fillStyle = one.selected ? '#ffffff' : '#0d1011'
  pen.fillRect(place.x, place.y, place.w, place.h)
  drawChip(pen, place.x, place.y, one, palette)
  pen.fillStyle = one.selected ? '#0d1011' : '#ffffff'
  pen.textAlign = 'left'
  pen.fillText(String(one.number), place.x + tagHeight + 3, place.y + tagHeight / 2 + 0.5)
}

/** Filled = a label, outlined = what a model says. */
function drawChip(
  pen: CanvasRenderingContext2D,
  x: number,
  y: number,
  one: ShownBox,
  palette: Palette,
): void {
  const word = wordOf(one)
  const colour = palette.classes[word]
  const filled = one.label !== null
  pen.fillStyle = filled ? colour : '#0d1011'
  pen.fillRect(x, y, tagHeight, tagHeight)
  pen.strokeStyle = colour
  pen.lineWidth = 1.25
  pen.setLineDash(word === 'none' ? [2, 2] : [])
  pen.strokeRect(x + 0.75, y + 0.75, tagHeight - 1.5, tagHeight - 1.5)
  pen.setLineDash([])
  drawSymbol(pen, word, x, y, filled ? '#0d1011' : colour)
}

/** The centres' path: solid up to the frame, dashed after it; broken where the track was not seen. */
export function drawTrail(
  pen: CanvasRenderingContext2D,
  view: View,
  boxes: readonly Box[],
  frame: number,
  colour: string,
): void {
  const centre = (i: number): [number, number] => {
    const [, x, y, w, h] = boxes[i]!
    return [(x + w / 2 - view.x) * view.scale, (y + h / 2 - view.y) * view.scale]
  }
  pen.lineJoin = 'round'
  for (const ahead of [true, false]) {
    const path = new Path2D()
    for (const [start, end] of unbroken(boxes)) {
      for (let i = start + 1; i < end; i += 1) {
        if (boxes[i]![0] > frame !== ahead) continue
        path.moveTo(...centre(i - 1))
        path.lineTo(...centre(i))
      }
    }
    pen.setLineDash([])
    pen.strokeStyle = 'rgba(0, 0, 0, 0.55)'
    pen.lineWidth = 4
    pen.stroke(path)
    pen.setLineDash(ahead ? [2, 4] : [])
    pen.strokeStyle = colour
    pen.lineWidth = 2
    pen.stroke(path)
  }
  pen.setLineDash([])
}
