/** Face of synthesis: what a set would be, previews of it, making it, and the trivial rule it is measured against. */
import { setImmediate } from 'node:timers/promises'
import { GenerateRecipe } from '../../../shared/contract/generate.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { previewId } from '../../../shared/media.ts'
import type { ClipKind } from '../../../shared/words.ts'
import { createRandom, shuffle } from '../base/random.ts'
import type { Work } from '../base/work.ts'
import { quietWork } from '../base/work.ts'
import type { NewTrack, SourceRecord, VideoRecord } from '../catalogue/records.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { EngineParts, JobContext } from '../jobs/types.ts'
import { bestThreshold } from './brightness.ts'
import { type DataClip, type PackedScenes, shardRanges, unpackScenes } from './dataset.ts'
import { readDetail, writeDetail } from './detail.ts'
import { inOrder } from './inOrder.ts'
import type { Previews } from './previews.ts'
import { clipBytes, clipCount, kindCounts, kindOfIndex } from './recipe.ts'

/** Input of a job of kind `generate`. */
export interface GenerateJob {
  recipe: GenerateRecipe
  name?: string
  /** So many tracks, chosen by the seed, get no label: something to judge in a sample. */
  unlabelled?: number
}

/** Clips of one call to a worker thread, and of one transaction: others write in between. */
const shardClips = 200
const writtenClips = 50
const shardsAhead = 4
const largestPreview = 192
/** Catalogue bytes of one clip with its tracks and labels: mean of sets of 2,500. */
const catalogueBytes = { clip: 700, frame: 28 }

export function createGenerateFace(parts: EngineParts, previews: Previews) {
  const scenes = (recipe: GenerateRecipe, from: number, to: number, work: Work) =>
    inOrder(shardRanges(from, to, shardClips), shardsAhead, (range) =>
      parts.workers.run<PackedScenes>('draw', 'synthesis.scenes', { recipe, ...range }, work),
    )
  const counted = new Map<string, Map<number, number>>()

  parts.jobs.register<GenerateJob>({
    kind: 'generate',
    resumable: true,
    title: ({ recipe, name }) =>
      name ? `Generate “${name}”` : `Generate ${clipCount(recipe).toLocaleString('en')} clips`,
    run: (input, context) => makeSet(parts.catalogue(), scenes, input, context),
  })

  /** Bright pixels a frame by video id; videos that are no clips are left out. */
  async function brightCounts(
    videos: readonly VideoRecord[],
    work: Work = quietWork(),
  ): Promise<Map<number, number>> {
    const counts = new Map<number, number>()
    const clips = videos.filter((video) => video.clipIndex !== null)
    for (const source of new Set(clips.map((video) => video.source))) {
      const { recipe } = readDetail(sourceOf(parts.catalogue(), source).detail)
      const known = remembered(counted, JSON.stringify(recipe))
      const missing = clips.filter((video) => video.source === source).map((video) => video.clipIndex!)
      await countMissing(
        parts,
        recipe,
        missing.filter((index) => !known.has(index)),
        known,
        work,
      )
      for (const video of clips)
        if (video.source === source) counts.set(video.id, known.get(video.clipIndex!)!)
    }
    return counts
  }

  return {
    estimate(recipe: GenerateRecipe) {
      const kinds = kindCounts(recipe)
      const clips = clipCount(recipe)
      const recipeBytes = clips * (catalogueBytes.clip + catalogueBytes.frame * recipe.frames)
      return { clips, kinds, recipeBytes, npyBytes: clips * clipBytes(recipe) }
    },

    preview({ recipe, count, from }: { recipe: GenerateRecipe; count: number; from: number }) {
      const clips = clipCount(recipe)
      const size = Math.min(recipe.size, largestPreview)
      return Array.from({ length: Math.min(count, clips) }, (_, i) => {
        const index = (from + i) % clips
        const media = previewId(previews.add(recipe, index), size)
        return { index, kind: kindOfIndex(recipe, index), media, frames: recipe.frames, size }
      })
    },

    start(input: GenerateJob) {
      kindCounts(input.recipe)
      parts.catalogue()
      return { job: parts.jobs.start('generate', input) }
    },

    async brightPixels({ source }: { source: number }) {
      sourceOf(parts.catalogue(), source)
      const videos = parts
        .catalogue()
        .videos.ofSource(source)
        .filter((video) => video.clipIndex !== null)
      if (videos.length === 0)
        throw new TracksieveError('VALIDATION', 'This source holds no clips.', 'Choose a generated set.')
      const counts = await brightCounts(videos)
      const rule = bestThreshold(
        videos.map((video) => counts.get(video.id)!),
        videos.map(({ clipKind }) => clipKind === 'persistent' || clipKind === 'mixed'),
      )
      return { clips: videos.length, ...rule }
    },

    brightCounts,

    /** The recipe that draws the clips of a source; CONFLICT when another generator version made them. */
    recipeOf: (source: SourceRecord): GenerateRecipe => readDetail(source.detail).recipe,
  }
}

function sourceOf(catalogue: OpenCatalogue, id: number): SourceRecord {
  const source = catalogue.sources.get(id)
  if (source?.kind === 'generated') return source
  throw source
    ? new TracksieveError('VALIDATION', `“${source.name}” holds no clips.`, 'Choose a generated set.')
    : new TracksieveError('NOT_FOUND', `There is no source ${id}.`, 'It may have been removed.')
}

/** Recipes whose counts are kept; the oldest gives way. */
function remembered(all: Map<string, Map<number, number>>, recipe: string): Map<number, number> {
  const known = all.get(recipe) ?? new Map<number, number>()
  all.delete(recipe)
  all.set(recipe, known)
  if (all.size > 8) all.delete(all.keys().next().value!)
  return known
}

async function countMissing(
  parts: EngineParts,
  recipe: GenerateRecipe,
  indices: readonly number[],
  known: Map<number, number>,
  work: Work,
): Promise<void> {
  const shards = shardRanges(0, indices.length, shardClips).map(({ from, to }) => indices.slice(from, to))
  let at = 0
  for await (const counts of inOrder(shards, shardsAhead, (shard) =>
    parts.workers.run<Float64Array>(
      'draw',
      'synthesis.brightPixels',
      { recipe, indices: shard },
      { ...work, progress() {} },
    ),
  )) {
    for (const count of counts) known.set(indices[at++]!, count)
    work.progress({ phase: 'counting bright pixels', done: at, total: indices.length, unit: 'clips' })
  }
}

type Scenes = (recipe: GenerateRecipe, from: number, to: number, work: Work) => AsyncGenerator<PackedScenes>

/** Writes the set clip by clip; what a killed engine left of this job is gone on with. Nothing stays of a failure. */
async function makeSet(catalogue: OpenCatalogue, scenes: Scenes, input: GenerateJob, context: JobContext) {
  const recipe = GenerateRecipe.parse(input.recipe)
  const clips = clipCount(recipe)
  const detail = writeDetail(recipe, context.job)
  const begun = catalogue.sources
    .list()
    .find((source) => source.kind === 'generated' && source.detail === detail)
  const name = input.name || `${recipe.preset}, seed ${recipe.seed}`
  const source = begun?.id ?? catalogue.sources.add({ name, kind: 'generated', detail })
  const silent = { ...context, progress() {} }
  try {
    const left = await unlabelledTracks(recipe, input.unlabelled ?? 0, scenes(recipe, 0, clips, silent))
    let [done, tracks] = [begun?.videos ?? 0, begun?.tracks ?? 0]
    for await (const shard of scenes(recipe, done, clips, silent)) {
      const made = unpackScenes(shard)
      for (const { from, to } of shardRanges(0, made.length, writtenClips)) {
        if (context.signal.aborted) throw new TracksieveError('CANCELLED', 'Cancelled.', '', true)
        const piece = made.slice(from, to)
        catalogue.transaction(() => {
          tracks += writeClips(catalogue, source, recipe, piece, (ordinal) => left.has(tracks + ordinal))
        })
        done += piece.length
        context.progress({ phase: 'generating', done, total: clips, unit: 'clips' })
        await setImmediate()
      }
    }
    return { source, clips, tracks, kinds: kindsOf(catalogue.videos.ofSource(source)) }
  } catch (error) {
    catalogue.sources.remove(source)
    throw error
  }
}

/** Returns how many tracks it wrote. `unlabelled` gets a track's place among those. */
function writeClips(
  catalogue: OpenCatalogue,
  source: number,
  recipe: GenerateRecipe,
  clips: readonly DataClip[],
  unlabelled: (ordinal: number) => boolean,
): number {
  const digits = String(clipCount(recipe) - 1).length
  const tracks = clips.flatMap(({ index, kind, tracks: found }) => {
    const video = catalogue.videos.add({
      source,
      name: `clip ${String(index).padStart(digits, '0')}`,
      media: 'clip',
      width: recipe.size,
      height: recipe.size,
      frames: recipe.frames,
      fps: 10,
      clipKind: kind,
      clipIndex: index,
      film: null,
    })
    return found.map(({ number, truth, detections }) => ({ video, source, number, detections, truth }))
  })
  const labelled = tracks.map(
    (track, i): NewTrack => ({ ...track, label: unlabelled(i) ? null : track.truth }),
  )
  catalogue.tracks.addMany(labelled, 'generator', 'generator')
  return tracks.length
}

/** Places, in the whole set's order of tracks, of those that stay without a label. */
async function unlabelledTracks(recipe: GenerateRecipe, count: number, scenes: AsyncIterable<PackedScenes>) {
  if (count <= 0) return new Set<number>()
  let tracks = 0
  for await (const shard of scenes) tracks += shard.truths.length
  const places = shuffle(
    Uint32Array.from({ length: tracks }, (_, i) => i),
    createRandom(recipe.seed, 'unlabelled'),
  )
  return new Set(places.subarray(0, count))
}

function kindsOf(videos: readonly VideoRecord[]): Record<ClipKind, number> {
  const kinds = { persistent: 0, brief: 0, noise: 0, mixed: 0 }
  for (const { clipKind } of videos) if (clipKind) kinds[clipKind] += 1
  return kinds
}
