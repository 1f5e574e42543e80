/**
 * The boxes of one track, packed: rows of six float32, ordered by frame:
 * frame (0-based), x, y, w, h in pixels (top-left), score 0–1 (NaN = the file has none).
 */
export type Detections = Float32Array

export const columns = 6

export const countBoxes = (detections: Detections): number => detections.length / columns

/** Little-endian bytes for the catalogue. Every platform that Node runs on here is little-endian. */
export const packDetections = (detections: Detections): Buffer =>
  Buffer.from(detections.buffer, detections.byteOffset, detections.byteLength)

export function unpackDetections(bytes: Uint8Array): Detections {
  const copy = new Uint8Array(bytes.byteLength)
  copy.set(bytes)
  return new Float32Array(copy.buffer)
}

/** What a list shows of a track. Sizes in pixels; `detector` = mean score, null where no box has one. */
export interface TrackSummary {
  first: number
  last: number
  boxes: number
  /** Runs of missing frames between the first and the last box. */
  gaps: number
  width: number
  height: number
  detector: number | null
}

export function summarise(detections: Detections): TrackSummary {
  const boxes = countBoxes(detections)
  if (boxes === 0) throw new RangeError('a track has at least one box')
  let gaps = 0
  let width = 0
  let height = 0
  let score = 0
  let scored = 0
  for (let i = 0; i < boxes; i += 1) {
    const at = i * columns
    if (i > 0 && detections[at]! - detections[at - columns]! > 1) gaps += 1
    width += detections[at + 3]!
    height += detections[at + 4]!
    const s = detections[at + 5]!
    if (!Number.isNaN(s)) {
      score += s
      scored += 1
    }
  }
  return {
    first: detections[0]!,
    last: detections[(boxes - 1) * columns]!,
    boxes,
    gaps,
    width: width / boxes,
    height: height / boxes,
    detector: scored > 0 ? score / scored : null,
  }
}
