/** Sets of clips as files: an engine that writes and reads them, and sets that somebody else wrote. */
import fs from 'node:fs'
import path from 'node:path'
import { writeNpyHeader } from '../../src/main/engine/base/npy.ts'
import type { Workers } from '../../src/main/engine/jobs/types.ts'
import { drawSetClip } from '../../src/main/engine/synthesis/presets/presets.ts'
import { ClipExport, ClipImport } from '../../src/shared/contract/clipFiles.ts'
import type { GenerateRecipe } from '../../src/shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../src/shared/errors.ts'
import { temporaryCatalogue, temporaryFolder } from './catalogue.ts'
import { aRecipe, clipEngine } from './clips.ts'

/** An engine with a catalogue, and a folder for files; `closing` gets what ends it. */
export function clipFileEngine(closing: (() => Promise<void> | void)[], workers?: Workers) {
  const { folder, remove: removeFolder } = temporaryFolder()
  const { catalogue, remove } = temporaryCatalogue()
  const engine = clipEngine(catalogue, workers)
  closing.push(engine.close, remove, removeFolder)
  const make = async (recipe: GenerateRecipe) =>
    Number((await engine.jobs.finished(engine.face.start({ recipe }).job)).result['source'])
  const write = (input: object) =>
    engine.jobs.finished(
      engine.face.exportClips(ClipExport.parse({ out: path.join(folder, 'set'), ...input })).job,
    )
  const read = async (place: string) =>
    engine.jobs.finished(engine.face.importClips(ClipImport.parse({ path: place })).job)
  return { ...engine, folder, make, write, read, out: path.join(folder, 'set') }
}

export const smallSet = aRecipe({ size: 32, frames: 6, noise: 0.2, count: 30 })
export const pixelsOf = (recipe: GenerateRecipe, clips: number) =>
  Buffer.concat(Array.from({ length: clips }, (_, index) => drawSetClip(recipe, index)))

/** A set that somebody else wrote. */
export function foreignSet(
  folder: string,
  {
    descr = '|u1',
    shape = [2, 3, 4, 5, 3],
    bytes = 360,
    metadata = ['brief', 'mixed'] as unknown[] | null,
  } = {},
) {
  fs.mkdirSync(folder, { recursive: true })
  const pixels = Buffer.from(Uint8Array.from({ length: bytes }, (_, i) => (i * 7) % 251))
  fs.writeFileSync(path.join(folder, 'videos.npy'), Buffer.concat([writeNpyHeader(descr, shape), pixels]))
  if (metadata)
    fs.writeFileSync(path.join(folder, 'metadata.json'), JSON.stringify(metadata.map((label) => ({ label }))))
  return folder
}

export function refusal(work: () => unknown): TracksieveError {
  try {
    work()
  } catch (error) {
    if (error instanceof TracksieveError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
