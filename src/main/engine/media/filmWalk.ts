/** Many frames of one film in one go, in the film's order: for pictures of many tracks at once. */
import { framesFrom, type IndexedFilm } from './decode.ts'
import type { Ffmpeg } from './findFfmpeg.ts'

/** Wider gaps are jumped by a seek, smaller ones decoded through. */
const widestGap = 60

/** Calls `each` for every wanted frame that the film has, ascending, and waits for it; `rgb` holds until then. */
export async function walkFrames(
  ffmpeg: Ffmpeg,
  film: IndexedFilm,
  wanted: Iterable<number>,
  each: (frame: number, rgb: Buffer) => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const frames = [...new Set(wanted)]
    .filter((frame) => frame >= 0 && frame < film.index.frames)
    .sort((a, b) => a - b)
  const decoding = { ffmpeg, film, signal, oneBuffer: true }
  for (let at = 0; at < frames.length; ) {
    let end = at
    while (end + 1 < frames.length && frames[end + 1]! - frames[end]! <= widestGap) end += 1
    const inRun = new Set(frames.slice(at, end + 1))
    for await (const { index, rgb } of framesFrom(decoding, frames[at]!)) {
      if (inRun.has(index)) await each(index, rgb)
      if (index >= frames[end]!) break
    }
    at = end + 1
  }
}
