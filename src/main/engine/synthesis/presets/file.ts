/** Clips that stand in a `videos.npy`: read from their place, frame by frame, never the file as a whole. */
import fs from 'node:fs'
import type { FileRecipe } from '../../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { clipBytes, frameBytes, refuseIndex } from '../recipe.ts'
import type { Preset } from './preset.ts'

const noRecipe = () =>
  new TracksieveError(
    'VALIDATION',
    'These clips come from a file: there is no recipe that tells what is in them.',
    'Generate a set, or look at the tracks in the catalogue.',
  )

export const file: Preset<FileRecipe> = {
  clips: ({ clips }) => clips,
  kinds() {
    throw noRecipe()
  },
  kindOf() {
    throw noRecipe()
  },
  scene() {
    throw noRecipe()
  },
  size() {
    throw noRecipe()
  },
  draw(recipe, index, into) {
    readValues(recipe, index, 0, into)
  },
  *pictures(recipe, index, frames) {
    const picture = new Uint8Array(frameBytes(recipe))
    for (const frame of frames) {
      readValues(recipe, index, frame * frameBytes(recipe), picture)
      yield picture
    }
  },
}

/** Values of clip `index` from `first` on, as many as `into` holds. */
function readValues(recipe: FileRecipe, index: number, first: number, into: Uint8Array): void {
  refuseIndex(recipe.clips, index)
  const handle = openUnchanged(recipe)
  try {
    const at = index * clipBytes(recipe) + first
    if (recipe.type === 'uint8') return readExactly(handle, recipe, into, recipe.offset + at)
    const values = new Float32Array(into.length)
    readExactly(handle, recipe, new Uint8Array(values.buffer), recipe.offset + at * 4)
    const scale = 255 / recipe.white
    // Clamped and rounded, halves up; NaN becomes 0.
    for (let i = 0; i < into.length; i += 1) into[i] = Math.max(0, Math.min(255, values[i]! * scale + 0.5))
  } finally {
    fs.closeSync(handle)
  }
}

/** Pictures of another file under old labels would be worse than none. */
function openUnchanged({ path, bytes, modifiedAt }: FileRecipe): number {
  let handle: number
  try {
    handle = fs.openSync(path, 'r')
  } catch (error) {
    throw new TracksieveError(
      'NOT_FOUND',
      `${path} cannot be opened; the clips’ pictures are in it.`,
      'Put the file back in its place, or import the set again.',
      true,
      error,
    )
  }
  const found = fs.fstatSync(handle)
  if (found.size === bytes && Math.round(found.mtimeMs) === modifiedAt) return handle
  fs.closeSync(handle)
  throw new TracksieveError(
    'CONFLICT',
    `${path} is not the file that was imported: it was changed since.`,
    'Put the imported file back in its place, or import the set again.',
  )
}

function readExactly(handle: number, { path }: FileRecipe, into: Uint8Array, from: number): void {
  for (let done = 0; done < into.length; ) {
    const read = fs.readSync(handle, into, done, into.length - done, from + done)
    if (read === 0)
      throw new TracksieveError('UNSUPPORTED_MEDIA', `${path} ends before its last clip.`, 'Copy it again.')
    done += read
  }
}
