/**
 * Crops of whole videos, cut once and kept in the catalogue's folder by content: the same pixels and boxes, the same
 * file. The least recently used go when all together grow too large.
 */
import fs from 'node:fs'
import path from 'node:path'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { CropOrder } from '../../base/cropOrder.ts'
import { cropFileBytes, makeCropFile, readCropHeader } from '../../base/cropFile.ts'
import { sweepLeftovers } from '../../base/atomicFile.ts'
import type { Work } from '../../base/work.ts'
import type { TrackRecord, VideoRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import { type CropFilePlan, type CropSettings, type CropVideo, planCropFile } from './cropPlan.ts'
import type { TrackCrops } from './trackCrops.ts'

/** Whoever has the pixels. */
export interface CropNeeds {
  /** Names the pixels of a video: the same name, the same pixels. null = it has none. */
  pixelsOf(video: number): Promise<string | null>
  cut(order: CropOrder, work: Work): Promise<void>
}

/** Names squares of a video, over time, by a number: a track, or what is cut as if it were one. */
type Shown = CropVideo['tracks']

interface CropOptions {
  /** What is cut of a video; absent = its tracks. Numbers are unique over all videos. */
  shown?(video: VideoRecord): Shown
  /** Bytes of all of them, at most. */
  limit?: number
}

const largest = 4 * 2 ** 30
/** Clips are small: so many neighbours share a file. */
const clipsAtOnce = 32

export const cropFolder = (catalogue: OpenCatalogue): string => path.join(catalogue.folder, 'media', 'crops')

/**
 * Crops of all tracks of these videos (or of what else is `shown`), by number. A video without pictures has none. Throws VALIDATION where they
 * would not fit into the cache, and what cutting throws: a film that is gone or another one, CANCELLED, DISK_FULL.
 */
export async function cropsOf(
  catalogue: OpenCatalogue,
  videos: Iterable<number>,
  settings: CropSettings,
  needs: CropNeeds,
  work: Work,
  { shown = ({ id }) => catalogue.tracks.ofVideo(id), limit = largest }: CropOptions = {},
): Promise<Map<number, TrackCrops>> {
  const folder = cropFolder(catalogue)
  fs.mkdirSync(folder, { recursive: true })
  sweepLeftovers(folder)
  const plans: CropFilePlan[] = []
  for (const group of groupsOf(catalogue, videos))
    plans.push(planCropFile(folder, await withPixels(group, needs, shown), settings))
  const bytes = plans.reduce((sum, { set }) => sum + cropFileBytes(set), 0)
  if (bytes > limit) throw tooLarge(bytes, limit)
  makeRoom(folder, new Set(plans.map(({ file }) => file)), limit - bytes)
  const crops = new Map<number, TrackCrops>()
  for (const [i, plan] of plans.entries()) {
    work.progress({ phase: 'Cutting crops', done: i, total: plans.length, unit: 'files' })
    await cutOnce(plan, needs, { signal: work.signal, send() {}, progress() {} })
    for (const [track, its] of plan.tracks) crops.set(track, its)
  }
  return crops
}

/** Of one track alone, in a small file of its own; undefined = its video has no pictures. Throws what cutting throws. */
export async function cropsOfTrack(
  catalogue: OpenCatalogue,
  track: TrackRecord,
  settings: CropSettings,
  needs: CropNeeds,
  work: Work,
): Promise<TrackCrops | undefined> {
  const folder = cropFolder(catalogue)
  fs.mkdirSync(folder, { recursive: true })
  const pixels = await needs.pixelsOf(track.video)
  if (pixels === null) return undefined
  const { frames } = catalogue.videos.get(track.video)!
  const plan = planCropFile(folder, [{ id: track.video, frames, pixels, tracks: [track] }], settings)
  await cutOnce(plan, needs, work)
  return plan.tracks.get(track.id)
}

async function cutOnce({ file, set, videos }: CropFilePlan, needs: CropNeeds, work: Work): Promise<void> {
  if (set.crops === 0) return
  // A file under this name that says another one is not believed.
  if (readCropHeader(file)?.key === set.key) {
    fs.utimesSync(file, new Date(), new Date())
    return
  }
  await makeCropFile(file, set, (unfinished) => needs.cut({ file: unfinished, side: set.side, videos }, work))
}

/** A film by itself; clips with the neighbours of their set. */
function* groupsOf(catalogue: OpenCatalogue, videos: Iterable<number>): Generator<VideoRecord[]> {
  const chunks = new Map<number, Set<number>>()
  for (const id of videos) {
    const video = catalogue.videos.get(id)
    if (!video) continue
    if (video.clipIndex === null) yield [video]
    else {
      const known = chunks.get(video.source) ?? new Set()
      chunks.set(video.source, known.add(Math.floor(video.clipIndex / clipsAtOnce)))
    }
  }
  for (const [source, wanted] of chunks) {
    const bySet = new Map<number, VideoRecord[]>()
    for (const video of catalogue.videos.ofSource(source)) {
      const chunk = Math.floor((video.clipIndex ?? 0) / clipsAtOnce)
      if (wanted.has(chunk)) bySet.set(chunk, [...(bySet.get(chunk) ?? []), video])
    }
    yield* bySet.values()
  }
}

async function withPixels(
  group: readonly VideoRecord[],
  { pixelsOf }: CropNeeds,
  shown: (video: VideoRecord) => Shown,
): Promise<CropVideo[]> {
  const found: CropVideo[] = []
  for (const video of group) {
    const pixels = await pixelsOf(video.id)
    if (pixels !== null) found.push({ id: video.id, frames: video.frames, pixels, tracks: shown(video) })
  }
  return found
}

/** Removes the least recently used files until the others take no more than `room`; never one of `needed`. */
export function makeRoom(folder: string, needed: ReadonlySet<string>, room: number): void {
  const others = fs
    .readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((file) => !needed.has(file) && !path.basename(file).startsWith('.'))
    .map((file) => ({ file, stat: fs.statSync(file) }))
    .sort((a, b) => a.stat.mtimeMs - b.stat.mtimeMs)
  let bytes = others.reduce((sum, { stat }) => sum + stat.size, 0)
  for (const { file, stat } of others) {
    if (bytes <= room) return
    fs.rmSync(file, { force: true })
    bytes -= stat.size
  }
}

const tooLarge = (bytes: number, limit: number) =>
  new TracksieveError(
    'VALIDATION',
    `The crops would take ${gigabytes(bytes)}; ${gigabytes(limit)} is the most that is kept.`,
    'Take fewer boxes a track (pixels.boxes in the recipe), or fewer sources.',
  )

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
