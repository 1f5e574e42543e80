/** What an exported film shows on its pictures: boxes, tags, trails, the frame's number. */
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { FilmOptions } from '../../../shared/contract/exports.ts'
import type { z } from 'zod'
import { columns, countBoxes, type Detections } from '../base/detections.ts'
import { classStyles, drawSymbol, type TrackStyle } from './trackStyle.ts'

/** One track as the film shows it. */
export interface FilmTrack {
  number: number
  style: TrackStyle
  /** A person said so (filled symbol); else the model did, or nobody (outline). */
  settled: boolean
  score: number | null
  detections: Detections
}

/** `scale`: film pixels per pixel of the video; `unit`: how thick and large what is drawn is, 1 at 576 lines. */
export interface OverlayPlan {
  tracks: readonly FilmTrack[]
  options: z.infer<typeof FilmOptions>
  width: number
  height: number
  scale: number
  unit: number
  font: string
}

const trailFrames = 25
const dark = 'rgba(6, 8, 8, 0.8)'

interface Area {
  x: number
  y: number
  w: number
  h: number
}

/** Draws the overlay of one frame over what is there. Large boxes first: a small one inside stays visible. */
export function drawOverlay(context: SKRSContext2D, plan: OverlayPlan, frame: number): void {
  const present = plan.tracks
    .map((track) => ({ track, row: rowAt(track.detections, frame) }))
    .filter(({ row }) => row >= 0)
    .map(({ track, row }) => ({ track, row, box: boxAt(track.detections, row, plan.scale) }))
    .sort((a, b) => b.box.w * b.box.h - a.box.w * a.box.h)
  if (plan.options.trail) for (const { track, row } of present) drawTrail(context, plan, track, row, frame)
  if (plan.options.boxes) for (const { track, box } of present) drawBox(context, plan, track, box)
  const taken: Area[] = plan.options.frameNumber ? [drawFrameNumber(context, plan, frame)] : []
  if (plan.options.label || plan.options.score)
    for (const { track, box } of present) taken.push(drawTag(context, plan, track, box, taken))
}

/** Row of the box at `frame`; -1 = not seen there. Rows are ordered by frame. */
export function rowAt(detections: Detections, frame: number): number {
  let low = 0
  let high = countBoxes(detections) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = detections[middle * columns]!
    if (found === frame) return middle
    if (found < frame) low = middle + 1
    else high = middle - 1
  }
  return -1
}

const boxAt = (detections: Detections, row: number, scale: number): Area => {
  const [x, y, w, h] = detections.subarray(row * columns + 1, row * columns + 5)
  return { x: x! * scale, y: y! * scale, w: w! * scale, h: h! * scale }
}

/** Where the track was in the last frames; fading, and open where it was not seen. */
function drawTrail(
  context: SKRSContext2D,
  plan: OverlayPlan,
  track: FilmTrack,
  row: number,
  frame: number,
): void {
  context.lineCap = 'round'
  context.setLineDash([])
  const centre = (at: number): [number, number] => {
    const { x, y, w, h } = boxAt(track.detections, at, plan.scale)
    return [x + w / 2, y + h / 2]
  }
  // All of the dark edge first: the next piece's would cut the line of the one before.
  for (const [colour, width] of [
    [dark, 3.5],
    [classStyles[track.style].colour, 1.5],
  ] as const) {
    context.strokeStyle = colour
    context.lineWidth = width * plan.unit
    for (let at = row; at > 0; at -= 1) {
      const age = frame - track.detections[(at - 1) * columns]!
      if (age > trailFrames) break
      if (track.detections[at * columns]! - track.detections[(at - 1) * columns]! > 1) continue
      context.globalAlpha = 1 - (0.85 * age) / trailFrames
      context.beginPath()
      context.moveTo(...centre(at - 1))
      context.lineTo(...centre(at))
      context.stroke()
    }
  }
  context.globalAlpha = 1
}

/** The line lies outside the box: what is judged stays visible. */
function drawBox(context: SKRSContext2D, plan: OverlayPlan, track: FilmTrack, box: Area): void {
  const { colour, dash } = classStyles[track.style]
  const line = 2 * plan.unit
  context.lineCap = 'butt'
  context.lineJoin = 'miter'
  const around = [box.x - line / 2, box.y - line / 2, box.w + line, box.h + line] as const
  context.setLineDash([])
  context.strokeStyle = dark
  context.lineWidth = line + 2 * plan.unit
  context.strokeRect(...around)
  context.setLineDash(dash.map((length) => length * plan.unit))
  context.strokeStyle = colour
  context.lineWidth = line
  context.strokeRect(...around)
  context.setLineDash([])
}

/** Symbol, number and score beside the box: above, else below, else at a side; never over another tag if it can be. */
function drawTag(
  context: SKRSContext2D,
  plan: OverlayPlan,
  track: FilmTrack,
  box: Area,
  taken: readonly Area[],
): Area {
  const { unit, options } = plan
  const id = options.label ? String(track.number) : ''
  const score = options.score && track.score !== null ? track.score.toFixed(2) : ''
  if (!id && !score) return { x: 0, y: 0, w: 0, h: 0 }
  const [chip, pad, gap, h] = [options.label ? 12 * unit : 0, 3 * unit, 4 * unit, 18 * unit]
  context.font = fontOf(plan, 600)
  const idWidth = id ? context.measureText(id).width : 0
  const scoreWidth = score ? context.measureText(score).width : 0
  const parts = [chip, idWidth, scoreWidth].filter((width) => width > 0)
  const w = 2 * pad + parts.reduce((sum, width) => sum + width, 0) + gap * (parts.length - 1)
  const area = placeTag(plan, box, w, h, taken)
  context.fillStyle = dark
  context.beginPath()
  context.roundRect(area.x, area.y, w, h, 3 * unit)
  context.fill()
  let x = area.x + pad
  if (chip) {
    drawSymbol(context, track.style, track.settled, x, area.y + (h - chip) / 2, chip)
    x += chip + gap
  }
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  const middle = area.y + h / 2 + 0.5 * unit
  if (id) {
    context.fillStyle = '#ffffff'
    context.fillText(id, x, middle)
    x += idWidth + gap
  }
  if (score) {
    context.fillStyle = '#cad8de'
    context.fillText(score, x, middle)
  }
  return area
}

function placeTag(plan: OverlayPlan, box: Area, w: number, h: number, taken: readonly Area[]): Area {
  const space = 4 * plan.unit
  const places = [
    [box.x - 2 * plan.unit, box.y - h - space],
    [box.x - 2 * plan.unit, box.y + box.h + space],
    [box.x + box.w + space, box.y],
    [box.x - w - space, box.y],
    [box.x + box.w + space, box.y + box.h - h],
    [box.x - w - space, box.y + box.h - h],
  ] as const
  const inside = ([x, y]: readonly [number, number]): Area => ({
    x: Math.max(1, Math.min(plan.width - w - 1, x)),
    y: Math.max(1, Math.min(plan.height - h - 1, y)),
    w,
    h,
  })
  const fits = ([x, y]: readonly [number, number]) =>
    x >= 1 - space && y >= 0 && x + w <= plan.width + space && y + h <= plan.height
  const free = places
    .filter(fits)
    .map(inside)
    .find((area) => !taken.some((other) => overlap(area, other)))
  return free ?? inside(places.find(fits) ?? places[0])
}

const overlap = (a: Area, b: Area): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

function drawFrameNumber(context: SKRSContext2D, plan: OverlayPlan, frame: number): Area {
  const { unit } = plan
  const text = `frame ${frame}`
  context.font = fontOf(plan, 500)
  const w = context.measureText(text).width + 12 * unit
  const h = 20 * unit
  const area = { x: 8 * unit, y: plan.height - h - 8 * unit, w, h }
  context.fillStyle = dark
  context.beginPath()
  context.roundRect(area.x, area.y, w, h, 3 * unit)
  context.fill()
  context.fillStyle = '#cad8de'
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.fillText(text, area.x + 6 * unit, area.y + h / 2 + 0.5 * unit)
  return area
}

const fontOf = ({ unit, font }: OverlayPlan, weight: number): string =>
  `${weight} ${Math.round(12 * unit * 10) / 10}px ${font}`
