/** A walking figure: head at the box's top, feet at its bottom, arms at its sides. */
import type { Colour } from '../raster.ts'
import { sineOfTurn } from '../turn.ts'
import type { Box } from './boxes.ts'
import { layBox, layEllipse, type Sheet } from './lay.ts'

const clothes: readonly Colour[] = [
  [150, 52, 48],
  [48, 78, 132],
  [58, 112, 74],
  [164, 140, 62],
  [92, 70, 112],
  [38, 40, 44],
  [188, 186, 180],
]
const [skin, trousers]: readonly [Colour, Colour] = [
  [196, 158, 132],
  [46, 48, 60],
]

export function drawPerson(sheet: Sheet, box: Box, shade: number, frame: number, opacity: number): void {
  const at = (x: number, y: number, w: number, h: number): Box => ({
    x: box.x + x * box.w,
    y: box.y + y * box.h,
    w: w * box.w,
    h: h * box.h,
  })
  const stride = 0.18 * sineOfTurn(frame / 9 + shade)
  layBox(sheet, at(0.36 - stride, 0.52, 0.22, 0.48), trousers, opacity)
  layBox(sheet, at(0.42 + stride, 0.52, 0.22, 0.48), trousers, opacity)
  const colour = clothes[Math.floor(shade * clothes.length)]!
  layEllipse(sheet, at(0, 0.2, 0.24, 0.36), colour, opacity)
  layEllipse(sheet, at(0.76, 0.2, 0.24, 0.36), colour, opacity)
  layEllipse(sheet, at(0.14, 0.14, 0.72, 0.46), colour, opacity)
  layEllipse(sheet, at(0.32, 0, 0.36, 0.17), skin, opacity)
}
