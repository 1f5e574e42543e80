/** Looks at a set of clips in files: what its header and its list say, and whether they can be. */
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { FileRecipe } from '../../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { ClipKind, clipKinds, Label, TrackClass } from '../../../../shared/words.ts'
import { npyHeadBytes, readNpyHeader } from '../../base/npy.ts'
import { valueBytes, type ValueType } from './pixels.ts'

const Box = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number().nullable()])
const Entry = z.object({
  label: ClipKind,
  tracks: z
    .array(
      z.object({
        number: z.number().int().min(0),
        truth: TrackClass.nullable().default(null),
        label: Label.nullable().default(null),
        /** [frame, x, y, w, h, score] */
        boxes: z.array(Box).min(1),
      }),
    )
    .default([]),
})
export type SetEntry = z.infer<typeof Entry>

export interface FoundSet {
  recipe: FileRecipe
  /** One a clip; null where there is no metadata.json. */
  entries: SetEntry[] | null
  notes: string[]
}

const refuse = (message: string, hint: string) => new TracksieveError('UNSUPPORTED_MEDIA', message, hint)

/** Longer lists than this are no lists of clips. */
const largestList = 64 << 20

/** `place`: the folder, or the .npy file in it. Reads no pixels. Throws NOT_FOUND, UNSUPPORTED_MEDIA, VALIDATION. */
export function readSet(place: string, fps: number | null): FoundSet {
  const folder = fs.existsSync(place) && fs.statSync(place).isDirectory()
  const file = folder ? path.join(place, 'videos.npy') : place
  if (!fs.existsSync(file))
    throw new TracksieveError(
      'NOT_FOUND',
      folder ? `There is no videos.npy in ${place}.` : `${place} does not exist.`,
      'Give the folder of a set, or its .npy file.',
    )
  const notes: string[] = []
  const recipe = describe(path.resolve(file), notes)
  const beside = path.dirname(recipe.path)
  const entries = readList(path.join(beside, 'metadata.json'), recipe.clips, recipe.frames)
  if (entries === null) notes.push('There is no metadata.json: the clips come without kinds and tracks.')
  const rate = fps ?? rateOf(path.join(beside, 'summary.json')) ?? recipe.fps
  return { recipe: { ...recipe, fps: rate }, entries, notes }
}

function describe(file: string, notes: string[]): FileRecipe {
  const name = path.basename(file)
  const { size, mtimeMs } = fs.statSync(file)
  const handle = fs.openSync(file, 'r')
  const start = Buffer.alloc(Math.min(size, npyHeadBytes))
  try {
    fs.readSync(handle, start, 0, start.length, 0)
  } finally {
    fs.closeSync(handle)
  }
  const { descr, fortranOrder, shape, offset } = readNpyHeader(start, name)
  const type = typeOf(descr, name)
  if (fortranOrder)
    throw refuse(
      `${name} is in Fortran order.`,
      'Write it with numpy.save(…, numpy.ascontiguousarray(videos)).',
    )
  const [clips, frames, height, width, channels] = shape
  if (shape.length !== 5 || channels !== 3)
    throw refuse(
      `${name} has the shape (${shape.join(', ')}); clips have (clips, frames, height, width, 3).`,
      'Bring the axes into that order, with three channels of colour.',
    )
  if (shape.some((side) => side === 0)) throw refuse(`${name} holds no clips.`, 'Choose another file.')
  if (width! > 4096 || height! > 4096 || frames! > 100_000)
    throw refuse(
      `${name} says that a clip has ${frames} frames of ${width} × ${height} pixels.`,
      'The axes seem to be in another order; clips have (clips, frames, height, width, 3).',
    )
  const needed = offset + clips! * frames! * height! * width! * 3 * valueBytes[type]
  if (size < needed)
    throw refuse(
      `${name} is cut off: it should have ${needed.toLocaleString('en')} bytes and has ${size.toLocaleString('en')}.`,
      'Copy it again from where it was made.',
    )
  if (size > needed) notes.push(`${name} has ${size - needed} bytes behind its last clip; they are left out.`)
  const pixels = { clips: clips!, frames: frames!, height: height!, width: width! }
  const white = type === 'uint8' ? 255 : 1
  return {
    preset: 'file',
    path: file,
    bytes: size,
    modifiedAt: Math.round(mtimeMs),
    offset,
    type,
    white,
    ...pixels,
    fps: 10,
  }
}

function typeOf(descr: string, name: string): ValueType {
  if (/^[|<>=]?u1$/.test(descr)) return 'uint8'
  if (descr === '<f4' || descr === '=f4') return 'float32'
  if (/^>/.test(descr))
    throw refuse(
      `${name} is big-endian (${descr}).`,
      `Save it with videos.astype('${descr === '>f4' ? '<f4' : 'uint8'}').`,
    )
  throw refuse(
    `${name} holds values of type ${descr}; clips are uint8, or float32 from 0 to 1.`,
    "Save it with videos.astype('uint8') or videos.astype('<f4').",
  )
}

function readList(file: string, clips: number, frames: number): SetEntry[] | null {
  if (!fs.existsSync(file)) return null
  if (fs.statSync(file).size > largestList)
    throw refuse('metadata.json is larger than 64 MB.', 'It should be a list with one short object a clip.')
  let list: unknown
  try {
    list = JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    throw new TracksieveError(
      'UNSUPPORTED_MEDIA',
      `metadata.json is no JSON: ${(error as Error).message}`,
      'Correct it, or copy it again.',
    )
  }
  if (!Array.isArray(list)) throw refuse('metadata.json is no list.', 'It should have one object a clip.')
  if (list.length !== clips)
    throw refuse(
      `metadata.json tells of ${list.length} clips, videos.npy holds ${clips}.`,
      'They belong to different sets; take both from the same folder.',
    )
  return list.map((entry, i) => {
    const parsed = Entry.safeParse(entry)
    if (parsed.success && parsed.data.tracks.every(({ boxes }) => inOrder(boxes, frames))) return parsed.data
    const where = parsed.success ? 'tracks' : (parsed.error.issues[0]?.path.join('.') ?? '')
    throw refuse(
      `Entry ${i} of metadata.json cannot be read${where ? ` (at ${where})` : ''}.`,
      `Each needs a label: ${clipKinds.join(', ')}. Boxes of tracks go frame by frame.`,
    )
  })
}

const inOrder = (boxes: SetEntry['tracks'][number]['boxes'], frames: number): boolean =>
  boxes.every(
    ([frame], i) =>
      Number.isInteger(frame) && frame >= 0 && frame < frames && (i === 0 || frame > boxes[i - 1]![0]),
  )

/** Frames a second, where the summary has them. */
function rateOf(file: string): number | null {
  try {
    const summary = JSON.parse(fs.readFileSync(file, 'utf8')) as { fps?: unknown }
    return typeof summary.fps === 'number' && summary.fps > 0 ? summary.fps : null
  } catch {
    return null
  }
}
