/** Sets of clips as files, out of the catalogue and into it: the jobs of `exportClips` and `importClips`. */
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { ClipExport, ClipImport } from '../../../../shared/contract/clipFiles.ts'
import { type FileRecipe, shapeOf } from '../../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { type ClipKind, clipKinds } from '../../../../shared/words.ts'
import { columns, countBoxes } from '../../base/detections.ts'
import type { SourceRecord, VideoRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { EngineParts, JobContext } from '../../jobs/types.ts'
import { readDetail, writeDetail } from '../detail.ts'
import { generatorVersion } from '../recipe.ts'
import { exportSet, fileNames, npyBytes, refuseTakenFolder } from './exportSet.ts'
import { readSet, type SetEntry } from './readSet.ts'

export interface ClipExportJob extends ClipExport {
  source: number
  out: string
}

/** The set that is meant: the named one, or the only one. */
export function setSource(catalogue: OpenCatalogue, id: number | null): SourceRecord {
  const sets = catalogue.sources.list().filter(({ detail }) => isSet(detail))
  const chosen = id === null ? (sets.length === 1 ? sets[0] : undefined) : sets.find((set) => set.id === id)
  if (chosen) return chosen
  if (sets.length === 0 || id !== null)
    throw new TracksieveError(
      'NOT_FOUND',
      id === null ? 'The catalogue holds no set of clips.' : `Source ${id} is no set of clips.`,
      sets.length > 0
        ? `Sets of clips: ${sets.map(({ id: n, name }) => `${n} (${name})`).join(', ')}.`
        : 'Generate one.',
    )
  throw new TracksieveError(
    'VALIDATION',
    `The catalogue holds ${sets.length} sets of clips.`,
    `Say which one: ${sets.map(({ id: n, name }) => `${n} (${name})`).join(', ')}.`,
  )
}

/** Is it drawn or read clip by clip? */
export function isSet(detail: string): boolean {
  try {
    const found = JSON.parse(detail) as { generator?: unknown; recipe?: unknown }
    return typeof found.generator === 'number' && typeof found.recipe === 'object'
  } catch {
    return false
  }
}

/** Throws what would refuse the export. */
export function planSetExport(catalogue: OpenCatalogue, input: ClipExport) {
  const source = setSource(catalogue, input.source)
  const { recipe } = readDetail(source.detail)
  const clips = catalogue.videos.ofSource(source.id).length
  const name = source.name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '') || 'clips'
  const out = path.resolve(input.out ?? path.join(catalogue.folder, 'exports', name))
  refuseTakenFolder(out, input.replace)
  return { source, recipe, clips, out, bytes: npyBytes({ recipe, clips, type: input.type }) }
}

export async function runSetExport(parts: EngineParts, input: ClipExportJob, context: JobContext) {
  const catalogue = parts.catalogue()
  const { source, recipe, clips, out } = planSetExport(catalogue, { ...input, replace: true })
  const videos = catalogue.videos.ofSource(source.id)
  const { frames, height, width, fps } = shapeOf(recipe)
  const kinds = Object.fromEntries(clipKinds.map((kind) => [kind, count(videos, kind)]))
  const silent = { ...context, progress() {} }
  const { bytes } = await exportSet(
    {
      recipe,
      clips,
      type: input.type,
      out,
      replace: input.replace,
      metadata: () => entries(catalogue, videos),
      summary: {
        name: source.name,
        total_clips: clips,
        kinds,
        shape: [clips, frames, height, width, 3],
        axes: 'clips, frames, height, width, channels',
        dtype: input.type,
        value_range: input.type === 'uint8' ? [0, 255] : [0, 1],
        fps,
        made_by: 'Tracksieve',
        generator_version: recipe.preset === 'file' ? null : generatorVersion,
        recipe: recipe.preset === 'file' ? null : recipe,
      },
    },
    (task, range) => parts.workers.run('draw', `synthesis.${task}`, range, silent),
    context,
  )
  for (const name of fileNames) context.artifact(name, path.join(out, name))
  return { path: out, clips, kinds, bytes, type: input.type }
}

const count = (videos: readonly VideoRecord[], kind: ClipKind) =>
  videos.filter(({ clipKind }) => clipKind === kind).length

/** One object a clip: `label` as published, and the tracks that the catalogue has of it. */
async function* entries(catalogue: OpenCatalogue, videos: readonly VideoRecord[]): AsyncGenerator<string> {
  for (const [i, video] of videos.entries()) {
    if (i % 50 === 0) await setImmediate()
    const tracks = catalogue.tracks
      .ofVideo(video.id)
      .sort((one, other) => one.number - other.number)
      .map(({ number, truth, label, detections }) => ({ number, truth, label, boxes: boxesOf(detections) }))
    const positive = video.clipKind === 'persistent' || video.clipKind === 'mixed'
    yield JSON.stringify({
      label: video.clipKind,
      positive,
      index: video.clipIndex,
      name: video.name,
      tracks,
    })
  }
}

/** Rows of [frame, x, y, w, h, score], to a thousandth of a pixel and a millionth of a score. */
function boxesOf(detections: Float32Array): (number | null)[][] {
  return Array.from({ length: countBoxes(detections) }, (_, i) =>
    Array.from(detections.subarray(i * columns, (i + 1) * columns), (value, column) =>
      Number.isNaN(value) ? null : Number(value.toFixed(column === columns - 1 ? 6 : 3)),
    ),
  )
}

/** Written in transactions of so many clips. */
const clipsAtOnce = 50

export async function runSetImport(parts: EngineParts, input: ClipImport, context: JobContext) {
  const found = readSet(path.resolve(input.path), input.fps)
  const white = await parts.workers.run<number>('draw', 'synthesis.whiteOf', found.recipe, {
    ...context,
    progress() {},
  })
  const recipe = { ...found.recipe, white }
  const notes = [...found.notes]
  if (recipe.type === 'float32' && white === 255) notes.push('The values go from 0 to 255, not to 1.')
  const catalogue = parts.catalogue()
  const name = input.name || path.basename(path.dirname(recipe.path))
  const source = catalogue.sources.add({ name, kind: 'imported', detail: writeDetail(recipe, context.job) })
  let tracks = 0
  const kinds: Record<string, number> = {}
  try {
    for (let from = 0; from < recipe.clips; from += clipsAtOnce) {
      if (context.signal.aborted)
        throw new TracksieveError('CANCELLED', 'Cancelled.', 'Start it again when you like.', true)
      const to = Math.min(recipe.clips, from + clipsAtOnce)
      catalogue.transaction(() => {
        for (let index = from; index < to; index += 1)
          tracks += addClip(catalogue, source, recipe, index, found.entries?.[index] ?? null, parts.author())
      })
      for (const { label } of found.entries?.slice(from, to) ?? []) kinds[label] = (kinds[label] ?? 0) + 1
      context.progress({ phase: 'importing', done: to, total: recipe.clips, unit: 'clips' })
      await setImmediate()
    }
  } catch (error) {
    catalogue.sources.remove(source)
    throw error
  }
  return { source, clips: recipe.clips, tracks, kinds, notes }
}

function addClip(
  catalogue: OpenCatalogue,
  source: number,
  recipe: FileRecipe,
  index: number,
  entry: SetEntry | null,
  author: string,
): number {
  const { frames, width, height, fps } = shapeOf(recipe)
  const video = catalogue.videos.add({
    source,
    name: `clip ${String(index).padStart(String(recipe.clips - 1).length, '0')}`,
    media: 'clip',
    width,
    height,
    frames,
    fps,
    clipKind: entry?.label ?? null,
    clipIndex: index,
    film: null,
  })
  const tracks = (entry?.tracks ?? []).map(({ number, truth, label, boxes }) => ({
    video,
    source,
    number,
    truth,
    label: label ?? truth,
    detections: Float32Array.from(boxes.flatMap(([...values]) => values.map((value) => value ?? Number.NaN))),
  }))
  catalogue.tracks.addMany(tracks, author, 'import')
  return tracks.length
}
