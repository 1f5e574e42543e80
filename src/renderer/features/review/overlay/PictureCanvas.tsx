/** A canvas that shows the player's picture; it is drawn anew when the picture, the boxes or its size change. */
import { type PointerEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { player } from '../player/reviewPlayer.ts'
import type { ShownBox, View } from './drawBoxes.ts'
import { type Drawing, drawStage } from './drawStage.ts'
import { type Palette, readPalette } from './palette.ts'

interface PictureCanvasProps {
  /** Must stay the same object as long as nothing in it changes: each one is drawn. */
  readonly drawing: Omit<Drawing, 'picture'>
  readonly pictures: boolean
  readonly label: string
  readonly className: string
  readonly theme: string
  onPick?(box: ShownBox): void
}

/** The box under a point of the canvas; the smallest of several. */
function boxUnder(view: View, boxes: readonly ShownBox[], x: number, y: number): ShownBox | undefined {
  const vx = view.x + x / view.scale
  const vy = view.y + y / view.scale
  const slack = 3 / view.scale
  return boxes
    .filter(
      ({ box }) =>
        vx >= box.x - slack &&
        vy >= box.y - slack &&
        vx <= box.x + box.w + slack &&
        vy <= box.y + box.h + slack,
    )
    .sort((a, b) => a.box.w * a.box.h - b.box.w * b.box.h)[0]
}

export function PictureCanvas({ drawing, pictures, label, className, theme, onPick }: PictureCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = useRef<{ theme: string; palette: Palette } | null>(null)
  const { width, height } = drawing.view

  useLayoutEffect(() => {
    const element = canvas.current
    const pen = element?.getContext('2d', { alpha: false })
    if (!element || !pen || width <= 0 || height <= 0) return
    if (palette.current?.theme !== theme) palette.current = { theme, palette: readPalette(element) }
    const ratio = devicePixelRatio
    const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) }
    if (element.width !== size.width) element.width = size.width
    if (element.height !== size.height) element.height = size.height
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawStage(
      pen,
      { ...drawing, picture: pictures ? (player.picture() ?? null) : null },
      palette.current.palette,
    )
    element.dataset.frame = String(drawing.frame)
    element.dataset.track = String(drawing.boxes.find(({ selected }) => selected)?.track ?? '')
  }, [drawing, pictures, theme, width, height])

  const pick = (event: PointerEvent): void => {
    const place = event.currentTarget.getBoundingClientRect()
    const box = boxUnder(drawing.view, drawing.boxes, event.clientX - place.left, event.clientY - place.top)
    if (box) onPick?.(box)
  }

  useEffect(() => {
    const element = canvas.current
    if (element) Object.assign(element.style, { width: `${width}px`, height: `${height}px` })
  }, [width, height])

  return <canvas ref={canvas} className={className} role="img" aria-label={label} onPointerDown={pick} />
}
