/** The classes' symbols on a canvas, in a square of 16: ● ◐ ✕ ?. */
import type { ClassWord } from './palette.ts'

export function drawSymbol(
  pen: CanvasRenderingContext2D,
  word: ClassWord,
  x: number,
  y: number,
  colour: string,
): void {
  const cx = x + 8
  const cy = y + 8
  pen.fillStyle = colour
  pen.strokeStyle = colour
  pen.beginPath()
  if (word === 'persistent') {
    pen.arc(cx, cy, 3.5, 0, Math.PI * 2)
    pen.fill()
  } else if (word === 'brief') {
    pen.lineWidth = 1.25
    pen.arc(cx, cy, 3.1, 0, Math.PI * 2)
    pen.stroke()
    pen.beginPath()
    pen.arc(cx, cy, 3.5, Math.PI / 2, Math.PI * 1.5)
    pen.fill()
  } else if (word === 'noise') {
    pen.lineWidth = 2
    for (const [dx, dy] of [
      [3, 3],
      [-3, 3],
    ] as const) {
      pen.moveTo(cx - dx, cy - dy)
      pen.lineTo(cx + dx, cy + dy)
    }
    pen.stroke()
  } else if (word === 'unsure') {
    pen.textAlign = 'center'
    pen.fillText('?', cx, cy + 0.5)
  }
}
