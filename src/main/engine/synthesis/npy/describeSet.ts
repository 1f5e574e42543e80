/** What a set in files is, in the few facts that a person wants before it is imported. */
import fs from 'node:fs'
import path from 'node:path'
import type { ClipInspection } from '../../../../shared/contract/clipFiles.ts'
import { clipKinds } from '../../../../shared/words.ts'
import type { FoundSet } from './readSet.ts'

export const isSetPlace = (place: string): boolean =>
  place.toLowerCase().endsWith('.npy') || fs.existsSync(path.join(place, 'videos.npy'))

export function describeSet({ recipe, entries, notes }: FoundSet): ClipInspection {
  const { path: file, bytes, type, clips, frames, height, width, fps } = recipe
  const kinds = Object.fromEntries(
    clipKinds.map((kind) => [kind, (entries ?? []).filter(({ label }) => label === kind).length]),
  )
  const tracks = (entries ?? []).reduce((sum, entry) => sum + entry.tracks.length, 0)
  return { file, bytes, type, clips, frames, height, width, fps, kinds, tracks, notes }
}
