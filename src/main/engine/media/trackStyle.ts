/** How classes look on a film: the window's colours, dashes and symbols. Told apart without colour too. */
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Label } from '../../../shared/words.ts'

/** `none`: neither label nor prediction. */
export type TrackStyle = Label | 'none'

export const classStyles: Record<TrackStyle, { colour: string; dash: readonly number[] }> = {
  persistent: { colour: '#56B4E9', dash: [] },
  brief: { colour: '#F0E442', dash: [6, 4] },
  noise: { colour: '#D55E00', dash: [2, 3] },
  unsure: { colour: '#999999', dash: [10, 3, 2, 3] },
  none: { colour: '#9eb0b8', dash: [3, 3] },
}

/** A square with the class's symbol: filled for a label, outline for a prediction. */
export function drawSymbol(
  context: SKRSContext2D,
  style: TrackStyle,
  filled: boolean,
  x: number,
  y: number,
  size: number,
): void {
  const { colour } = classStyles[style]
  const line = size / 8
  context.save()
  context.lineWidth = line
  context.strokeStyle = colour
  context.fillStyle = colour
  context.setLineDash(style === 'none' ? [size / 5, size / 6] : [])
  context.beginPath()
  context.roundRect(x + line / 2, y + line / 2, size - line, size - line, size / 5)
  if (filled) context.fill()
  context.stroke()
  context.setLineDash([])
  const ink = filled ? '#0d1011' : colour
  context.fillStyle = ink
  context.strokeStyle = ink
  context.lineWidth = size / 7
  context.lineCap = 'round'
  context.translate(x + size / 2, y + size / 2)
  symbols[style](context, size / 4.4)
  context.restore()
}

type Symbol = (context: SKRSContext2D, radius: number) => void

const disc: Symbol = (context, radius) => {
  context.beginPath()
  context.arc(0, 0, radius, 0, 2 * Math.PI)
  context.fill()
}

const symbols: Record<TrackStyle, Symbol> = {
  persistent: disc,
  brief(context, radius) {
    context.lineWidth = radius / 2.2
    context.beginPath()
    context.arc(0, 0, radius * 0.95, 0, 2 * Math.PI)
    context.stroke()
    context.beginPath()
    context.arc(0, 0, radius, Math.PI / 2, (3 * Math.PI) / 2)
    context.fill()
  },
  noise(context, radius) {
    const r = radius * 0.8
    context.beginPath()
    context.moveTo(-r, -r)
    context.lineTo(r, r)
    context.moveTo(-r, r)
    context.lineTo(r, -r)
    context.stroke()
  },
  /** A question mark, drawn: it must not depend on a font. */
  unsure(context, radius) {
    context.lineWidth = radius / 1.9
    context.beginPath()
    context.arc(0, -radius * 0.35, radius * 0.62, Math.PI, Math.PI * 2.35)
    context.lineTo(0, radius * 0.45)
    context.stroke()
    context.beginPath()
    context.arc(0, radius * 1.12, radius * 0.28, 0, 2 * Math.PI)
    context.fill()
  },
  none() {},
}
