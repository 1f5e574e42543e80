/** Writes one annotated film. Runs in a worker thread: plain data in, a checked file out. */
import fs from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import type { FilmOptions } from '../../../shared/contract/exports.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { writeAtomically } from '../base/atomicFile.ts'
import type { Work } from '../base/work.ts'
import { filmFont, needCanvas } from './canvas.ts'
import { framesFrom, type IndexedFilm } from './decode.ts'
import { countFrames, FilmWriter } from './filmWriter.ts'
import type { Ffmpeg } from './findFfmpeg.ts'
import { drawOverlay, type FilmTrack, type OverlayPlan } from './overlay.ts'

export type FilmPictures =
  | { kind: 'film'; film: IndexedFilm }
  /** `rgb`: [frames, height, width, 3]. */
  | { kind: 'clip'; rgb: Uint8Array }

export interface FilmInput {
  ffmpeg: Ffmpeg
  pictures: FilmPictures
  width: number
  height: number
  frames: number
  fps: number
  tracks: FilmTrack[]
  options: z.infer<typeof FilmOptions>
  out: string
  replace: boolean
}

export interface FilmResult {
  frames: number
  width: number
  height: number
  bytes: number
  /** What a person should know of it. */
  notes: string[]
}

/** Small clips are enlarged, by whole pixels, until tags beside their boxes can be read. */
const fewestLines = 480

export function filmSize(width: number, height: number): { scale: number; width: number; height: number } {
  const scale = Math.max(1, Math.ceil(fewestLines / Math.min(width, height)))
  const even = (side: number) => Math.ceil((side * scale) / 2) * 2
  return { scale, width: even(width), height: even(height) }
}

/** Throws CONFLICT (the file exists), TOOL_FAILED, DISK_FULL, CANCELLED, UNSUPPORTED_MEDIA; leaves nothing behind then. */
export async function writeFilm(input: FilmInput, work: Work): Promise<FilmResult> {
  refuseTaken(input.out, input.replace)
  const drawing = await createDrawing(input)
  const { width, height } = drawing
  await writeAtomically(input.out, async (temporary) => {
    const writer = new FilmWriter(
      input.ffmpeg,
      { file: temporary, width, height, fps: input.fps, frames: input.frames },
      work,
    )
    let drawn = 0
    // One picture leaves while the next one is drawn.
    let leaving = Promise.resolve()
    try {
      for await (const rgb of picturesOf(input, work.signal)) {
        const picture = drawing.draw(rgb, drawn)
        await leaving
        leaving = writer.write(picture)
        leaving.catch(() => {})
        drawn += 1
      }
      await leaving
      await writer.finish()
    } finally {
      await writer.close()
    }
    await checkCount(input, temporary, work)
    refuseTaken(input.out, input.replace)
  })
  return { frames: input.frames, width, height, bytes: fs.statSync(input.out).size, notes: drawing.notes }
}

/** Throws CONFLICT. */
export function refuseTaken(out: string, replace: boolean): void {
  if (replace || !fs.existsSync(out)) return
  throw new TracksieveError(
    'CONFLICT',
    `${out} exists already.`,
    'Choose another name, or say that it may be replaced.',
  )
}

/** An encoder whose input broke off ends as if all were well: the file itself is counted. */
async function checkCount({ ffmpeg, frames, out }: FilmInput, file: string, work: Work): Promise<void> {
  work.progress({ phase: 'Checking the film', done: 0, total: frames, unit: 'frames' })
  const counted = await countFrames(ffmpeg, file, work.signal)
  if (counted === frames) return
  throw new TracksieveError(
    'TOOL_FAILED',
    `${path.basename(out)} came out with ${counted} frames instead of ${frames}; it was not kept.`,
    'Try again; look whether the disk is full or another ffmpeg can be set in Settings.',
    true,
  )
}

async function* picturesOf(
  { pictures, ffmpeg, width, height, frames }: FilmInput,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const bytes = width * height * 3
  if (pictures.kind === 'clip') {
    for (let frame = 0; frame < frames && (frame + 1) * bytes <= pictures.rgb.length; frame += 1)
      yield pictures.rgb.subarray(frame * bytes, (frame + 1) * bytes)
    return
  }
  const decoding = { ffmpeg, film: pictures.film, signal, oneBuffer: true }
  for await (const { rgb } of framesFrom(decoding, 0)) yield rgb
}

/** A canvas of the film's size, and how one frame comes onto it. */
async function createDrawing(input: FilmInput) {
  const canvas = await needCanvas()
  const size = filmSize(input.width, input.height)
  const target = canvas.createCanvas(size.width, size.height)
  const small = canvas.createCanvas(input.width, input.height)
  const context = target.getContext('2d')
  const smallContext = small.getContext('2d')
  const image = context.createImageData(input.width, input.height)
  const pixels = new Uint32Array(image.data.buffer, image.data.byteOffset, input.width * input.height)
  const font = filmFont(canvas)
  const plan: OverlayPlan = {
    tracks: input.tracks,
    options: font === null ? { ...input.options, score: false, frameNumber: false } : input.options,
    width: size.width,
    height: size.height,
    scale: size.scale,
    unit: Math.max(1, Math.min(size.width * 0.75, size.height) / 576),
    font: font ?? 'sans-serif',
  }
  context.imageSmoothingEnabled = false
  return {
    width: size.width,
    height: size.height,
    notes:
      font === null
        ? ['This machine has no font: the film shows no numbers. Install one, DejaVu Sans for example.']
        : [],
    /** RGBA rows. */
    draw(rgb: Uint8Array, frame: number): Uint8Array {
      for (let i = 0, at = 0; i < pixels.length; i += 1, at += 3)
        pixels[i] = 0xff000000 | (rgb[at + 2]! << 16) | (rgb[at + 1]! << 8) | rgb[at]!
      if (size.scale === 1) context.putImageData(image, 0, 0)
      else {
        smallContext.putImageData(image, 0, 0)
        context.drawImage(small, 0, 0, input.width * size.scale, input.height * size.scale)
      }
      drawOverlay(context, plan, frame)
      return target.data()
    },
  }
}
