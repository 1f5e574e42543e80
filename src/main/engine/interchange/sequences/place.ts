/** How large, how long and how fast the video of a sequence is: from its film, else from what its files say. */
import path from 'node:path'
import { TracksieveError } from '../../../../shared/errors.ts'
import { columns } from '../../base/detections.ts'
import type { FilmFacts } from '../needs.ts'
import { extentOf, type TrackSet } from '../trackSet.ts'
import type { SequenceFiles } from './find.ts'
import type { SequenceInfo } from './seqinfo.ts'

export interface Place {
  width: number
  height: number
  frames: number
  fps: number
  notes: string[]
}

/** Frames a second: what the person asked for, and what the catalogue has for this film. */
export interface Rates {
  given: number | null
  known: number | null
}

const usualFps = 10

function boxesAfter(tracks: TrackSet, frames: number): number {
  let after = 0
  for (let at = 0; at < tracks.boxes.length; at += columns) if (tracks.boxes[at]! >= frames) after += 1
  return after
}

function boxesOutside(tracks: TrackSet, width: number, height: number): number {
  let outside = 0
  const { boxes } = tracks
  for (let at = 0; at < boxes.length; at += columns) {
    const [, x, y, w, h] = boxes.subarray(at, at + columns)
    if (x! >= width || y! >= height || x! + w! <= 0 || y! + h! <= 0) outside += 1
  }
  return outside
}

/** The film ends before its tracks do: another film, or one that was cut off. */
function refuseShort(sequence: SequenceFiles, tracks: TrackSet, film: FilmFacts, last: number): void {
  if (last <= film.frames) return
  const name = path.basename(sequence.video!)
  const after = boxesAfter(tracks, film.frames)
  throw new TracksieveError(
    'VALIDATION',
    `${path.basename(sequence.tracksFile)} goes up to frame ${last}, but ${name} has only ${film.frames} frames: ` +
      `${after} ${after === 1 ? 'box lies' : 'boxes lie'} after its end.`,
    `Give the film that these tracks were made on; ${name} may be cut off or another one.`,
  )
}

function sizeOf(
  tracks: TrackSet,
  info: SequenceInfo | null,
  film: FilmFacts | null,
  notes: string[],
): [number, number] {
  if (film) return [film.width, film.height]
  if (info?.width && info.height) return [info.width, info.height]
  const { right, bottom } = extentOf(tracks)
  const size: [number, number] = [Math.max(1, Math.ceil(right)), Math.max(1, Math.ceil(bottom))]
  notes.push(`size not known; ${size[0]} × ${size[1]} pixels, which hold all boxes, are assumed.`)
  return size
}

function rateOf(
  { given, known }: Rates,
  info: SequenceInfo | null,
  film: FilmFacts | null,
  notes: string[],
): number {
  if (known !== null) {
    if (given !== null && given !== known)
      notes.push(`its film is in the catalogue already, at ${known} frames a second.`)
    return known
  }
  if (given !== null && film && film.fps !== given) {
    notes.push(`the film says ${film.fps} frames a second; ${given}, as asked for, are used.`)
  }
  const fps = given ?? film?.fps ?? info?.fps
  if (!fps) notes.push(`frame rate not known; ${usualFps} frames a second are assumed.`)
  return fps ?? usualFps
}

/** Notes start with the name of the sequence. Throws VALIDATION for a film that is shorter than its tracks. */
export function placeOf(
  sequence: SequenceFiles,
  tracks: TrackSet,
  info: SequenceInfo | null,
  film: FilmFacts | null,
  rates: Rates,
): Place {
  const notes: string[] = []
  const last = extentOf(tracks).frames
  if (film) refuseShort(sequence, tracks, film, last)
  const [width, height] = sizeOf(tracks, info, film, notes)
  const fps = rateOf(rates, info, film, notes)
  if (!film && info?.frames && info.frames < last) {
    notes.push(`seqinfo.ini says ${info.frames} frames, but the tracks go up to frame ${last}.`)
  }
  const outside = boxesOutside(tracks, width, height)
  if (outside > 0)
    notes.push(
      `${outside} ${outside === 1 ? 'box lies' : 'boxes lie'} wholly outside of ${width} × ${height} pixels.`,
    )
  const frames = film?.frames ?? Math.max(last, info?.frames ?? 0)
  return { width, height, frames, fps, notes: notes.map((note) => `${sequence.name}: ${note}`) }
}
