/** Many tracks as a few flat arrays: cheap to hand to a thread, cheap to keep. */
import type { Label } from '../../../../shared/words.ts'
import { labels } from '../../../../shared/words.ts'
import { columns, countBoxes, type Detections } from '../../base/detections.ts'
import type { TrackCrops } from '../pixels/trackCrops.ts'

export interface TrackTable {
  ids: Int32Array
  videos: Int32Array
  /** [n, 2]: width and height of the frame in pixels. */
  frames: Float32Array
  /** [n + 1]: boxes of track i are offsets[i]..offsets[i+1]−1. */
  offsets: Int32Array
  /** [boxes, 6], see base/detections. */
  boxes: Float32Array
  /** Index in words' labels; none = 255. */
  labels: Uint8Array
  /** Crops of each track, where a model looks at pixels; absent = nobody does. */
  crops?: (TrackCrops | undefined)[]
  /** What kind of thing each track is, where sources say so; absent = nobody asked. */
  classes?: (string | null)[]
}

export interface TableTrack {
  id: number
  video: number
  frame: { width: number; height: number }
  detections: Detections
  label: Label | null
  crops?: TrackCrops | undefined
  class?: string | null
}

const none = 255

export function tableOf(tracks: readonly TableTrack[]): TrackTable {
  const offsets = new Int32Array(tracks.length + 1)
  tracks.forEach(({ detections }, i) => {
    offsets[i + 1] = offsets[i]! + countBoxes(detections)
  })
  const boxes = new Float32Array(offsets[tracks.length]! * columns)
  tracks.forEach(({ detections }, i) => boxes.set(detections, offsets[i]! * columns))
  const crops = tracks.map((track) => track.crops)
  return {
    ...(crops.some(Boolean) ? { crops } : {}),
    ...(tracks.some((track) => track.class) ? { classes: tracks.map((track) => track.class ?? null) } : {}),
    ids: Int32Array.from(tracks, ({ id }) => id),
    videos: Int32Array.from(tracks, ({ video }) => video),
    frames: Float32Array.from(tracks.flatMap(({ frame }) => [frame.width, frame.height])),
    offsets,
    boxes,
    labels: Uint8Array.from(tracks, ({ label }) => (label === null ? none : labels.indexOf(label))),
  }
}

export const countTracks = (table: TrackTable): number => table.ids.length

const detectionsAt = (table: TrackTable, i: number): Detections =>
  table.boxes.subarray(table.offsets[i]! * columns, table.offsets[i + 1]! * columns)

export const labelAt = (table: TrackTable, i: number): Label | null => labels[table.labels[i]!] ?? null

export const trackAt = (table: TrackTable, i: number): TableTrack => ({
  id: table.ids[i]!,
  video: table.videos[i]!,
  frame: { width: table.frames[2 * i]!, height: table.frames[2 * i + 1]! },
  detections: detectionsAt(table, i),
  label: labelAt(table, i),
  ...(table.crops ? { crops: table.crops[i] } : {}),
  ...(table.classes ? { class: table.classes[i]! } : {}),
})

/** The track as it looked when its first `boxes` boxes had been seen. */
export const firstBoxes = (track: TableTrack, boxes: number): TableTrack => ({
  ...track,
  detections: track.detections.subarray(0, boxes * columns),
})
