/**
 * Frames of a film from any index on. Seeking by time is only a guess at where to begin: each frame is compared with
 * the film's index, and what does not match is never given out; then decoding begins further back, at last at the start.
 */
import fs from 'node:fs'
import { crc32 } from 'node:zlib'
import { TracksieveError } from '../../../shared/errors.ts'
import { startTool } from '../base/tool.ts'
import { type FilmInput, inputArguments, pictureArguments } from './arguments.ts'
import type { Ffmpeg } from './findFfmpeg.ts'
import { type FrameIndex, frameBytes } from './frameIndex.ts'

export interface IndexedFilm {
  input: FilmInput
  index: FrameIndex
  /** How often each way to begin landed elsewhere; a way that often does is not tried any more. */
  missed: number[]
}

/** `rgb`: height × width × 3 bytes, upright. */
export interface Frame {
  index: number
  rgb: Buffer
}

/** Where decoding may begin to reach a frame: at its own time; well before, where key frames are not marked well; at the start. */
const ways = [(frame: number) => frame, (frame: number) => frame - 300, () => 0]
const mostMisses = 4
const nearStart = 24
const nearby = 64

export interface Decoding {
  ffmpeg: Ffmpeg
  film: IndexedFilm
  signal: AbortSignal
  /** All frames come in one buffer, which holds until the next is asked for. */
  oneBuffer?: boolean
}

/** Yields frames start, start + 1, … to the film's end, each exactly as a decode from the beginning gives it. */
export async function* framesFrom(decoding: Decoding, start: number): AsyncGenerator<Frame, void> {
  const { film } = decoding
  let next = start
  for (const [way, begin] of ways.entries()) {
    if ((film.missed[way] ?? 0) >= mostMisses) continue
    const from = seekable(film.index, begin(next))
    const run = verifiedRun(decoding, from, next)
    for await (const frame of run) {
      if (frame.index < next) continue
      next = frame.index + 1
      yield frame
    }
    if (next >= film.index.frames) return
    if (from === 0) break
    film.missed[way] = (film.missed[way] ?? 0) + 1
  }
  if (!fs.existsSync(film.input.path)) throw filmGone(film.input.path)
  throw new TracksieveError(
    'UNSUPPORTED_MEDIA',
    `Frame ${next} of ${film.input.path} can’t be decoded as it was when the film was imported.`,
    'The file was changed or damaged: bring the original back, or import the film again.',
  )
}

export const filmGone = (file: string) =>
  new TracksieveError(
    'NOT_FOUND',
    `The film is not at ${file} any more.`,
    'Bring it back to that place, or import it again from where it is.',
  )

/** The last frame at or before `wanted` that a time names without doubt. */
function seekable(index: FrameIndex, wanted: number): number {
  let frame = wanted
  while (frame > nearStart && !(index.times[frame]! - index.times[frame - 1]! > 2)) frame -= 1
  return frame > nearStart ? frame : 0
}

/** Frames as long as they are the index's; ends, without an error, where they are not, or begin after `needed`. */
async function* verifiedRun(decoding: Decoding, from: number, needed: number): AsyncGenerator<Frame, void> {
  const { index } = decoding.film
  // Half-way to the frame before: no rounding can leave out the frame itself.
  const seek = from === 0 ? null : (index.times[from - 1]! + index.times[from]!) / 2e6
  let expected: number | null = null
  for await (const rgb of rawFrames(decoding, seek)) {
    const sum = crc32(rgb)
    expected ??= from === 0 ? 0 : landing(index, sum, from)
    if (expected === null || expected > needed || index.sums[expected] !== sum) return
    yield { index: expected, rgb }
    needed = Math.max(needed, expected + 1)
    expected += 1
  }
}

/** Which frame the first one is: the aimed one, else the nearest with that checksum. */
function landing({ sums, frames }: FrameIndex, sum: number, aimed: number): number | null {
  for (let distance = 0; distance <= nearby; distance += 1) {
    for (const frame of [aimed - distance, aimed + distance])
      if (frame >= 0 && frame < frames && sums[frame] === sum) return frame
  }
  return null
}

async function* rawFrames(decoding: Decoding, seek: number | null): AsyncGenerator<Buffer, void> {
  const { ffmpeg, film, signal, oneBuffer } = decoding
  const bytes = frameBytes(film.index)
  const args = [
    ...inputArguments(film.input, seek),
    ...pictureArguments(ffmpeg, 'rgb24'),
    '-f',
    'rawvideo',
    'pipe:1',
  ]
  const tool = startTool(ffmpeg.path, args, { name: 'ffmpeg' })
  signal.addEventListener('abort', tool.kill, { once: true })
  if (signal.aborted) tool.kill()
  let frame = Buffer.allocUnsafe(bytes)
  let filled = 0
  try {
    for await (const chunk of tool.stdout as AsyncIterable<Buffer>) {
      let read = 0
      while (read < chunk.length) {
        const copied = chunk.copy(frame, filled, read)
        read += copied
        filled += copied
        if (filled < bytes) continue
        yield frame
        if (!oneBuffer) frame = Buffer.allocUnsafe(bytes)
        filled = 0
      }
    }
    const end = await tool.ended
    if (end.error || end.signal) throw await tool.failure()
  } catch (error) {
    throw signal.aborted ? new TracksieveError('CANCELLED', 'Cancelled.', '', true) : error
  } finally {
    signal.removeEventListener('abort', tool.kill)
    tool.kill()
  }
}
