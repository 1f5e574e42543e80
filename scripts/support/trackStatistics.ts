/** Numbers of one track that say how a detector and a tracker behave. Lengths in heights of its box. */
import { columns, countBoxes } from '../../src/main/engine/base/detections.ts'
import type { TableTrack } from '../../src/main/engine/learning/data/trackTable.ts'

/** What is measured, in words; null where a track is too short for it. */
export const measures = {
  'boxes a track': (track: Rows) => track.length,
  'mean score': (track: Rows) => mean(track.map(({ score }) => score)),
  'score’s deviation in time': (track: Rows) =>
    track.length < 5 ? null : deviation(track.map(({ score }) => score)),
  'boxes / frames from first to last': (track: Rows) =>
    track.length / (track.at(-1)!.frame - track[0]!.frame + 1),
  'height / picture’s height': (track: Rows) => mean(track.map(({ h, picture }) => h / picture.height)),
  'width / height': (track: Rows) => mean(track.map(({ w, h }) => w / h)),
  'way a frame': (track: Rows) => mean(steps(track).map(({ way }) => way)),
  'jitter (median 2nd difference)': (track: Rows) => median(secondDifferences(track)),
  'change of log height a frame': (track: Rows) => mean(steps(track).map(({ growth }) => growth)),
  'feet at its start / picture’s height': (track: Rows) =>
    (track[0]!.y + track[0]!.h) / track[0]!.picture.height,
  'starts at a side': (track: Rows) => Number(atSide(track[0]!)),
  'ends at a side': (track: Rows) => Number(atSide(track.at(-1)!)),
}
export type Measure = keyof typeof measures

interface Row {
  frame: number
  x: number
  y: number
  w: number
  h: number
  score: number
  picture: { width: number; height: number }
}
type Rows = readonly Row[]

const rowsOf = ({ detections, frame: picture }: TableTrack): Rows =>
  Array.from({ length: countBoxes(detections) }, (_, i) => {
    const [frame, x, y, w, h, score] = detections.subarray(i * columns) as unknown as number[]
    return { frame: frame!, x: x!, y: y!, w: w!, h: h!, score: score!, picture }
  })

/** Values of the tracks that have one. */
export const valuesOf = (tracks: readonly TableTrack[], measure: Measure): number[] =>
  tracks
    .map((track) => measures[measure](rowsOf(track)))
    .filter((value) => value !== null && !Number.isNaN(value)) as number[]

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: readonly number[]) => (values.length < 3 ? null : quantile(values, 0.5))

function deviation(values: readonly number[]): number {
  const middle = mean(values)!
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2))!)
}

const centre = ({ x, y, w, h }: Row) => ({ x: x + w / 2, y: y + h / 2 })

const steps = (track: Rows) =>
  track.slice(1).map((now, i) => {
    const before = track[i]!
    const dt = now.frame - before.frame
    const [a, b] = [centre(before), centre(now)]
    return {
      way: Math.hypot(b.x - a.x, b.y - a.y) / dt / now.h,
      growth: Math.abs(Math.log(now.h / before.h)) / dt,
    }
  })

/** Of three boxes in three frames that follow each other. */
const secondDifferences = (track: Rows): number[] =>
  track.slice(2).flatMap((next, i) => {
    const [before, now] = [track[i]!, track[i + 1]!]
    if (next.frame - before.frame !== 2) return []
    const [a, b, c] = [centre(before), centre(now), centre(next)]
    return [Math.hypot(c.x - 2 * b.x + a.x, c.y - 2 * b.y + a.y) / now.h]
  })

const atSide = ({ x, w, picture }: Row): boolean => Math.min(x, picture.width - x - w) < 0.02 * picture.width
