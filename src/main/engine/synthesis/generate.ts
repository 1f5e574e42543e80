/** Face of synthesis: what a set would be, previews of it, making it, and the trivial rule it is measured against. */
import path from 'node:path'
import { type ClipRecipe, type GenerateRecipe, shapeOf } from '../../../shared/contract/clipRecipe.ts'
import type { ClipExport, ClipImport, ClipInspection } from '../../../shared/contract/clipFiles.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { previewId, stripFrames } from '../../../shared/media.ts'
import { quietWork, type Work } from '../base/work.ts'
import type { Progress } from '../../../shared/jobs.ts'
import type { SourceRecord, VideoRecord } from '../catalogue/records.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { EngineParts } from '../jobs/types.ts'
import { classesOfClips, classNames } from './classes.ts'
import { createBrightCounts } from './brightCounts.ts'
import { bestThreshold } from './brightness.ts'
import { shardRanges } from './dataset.ts'
import { judgedAsClips, readDetail } from './detail.ts'
import { estimateSet } from './estimate.ts'
import type { ClipFacts } from './facts.ts'
import { type GenerateJob, refuseLarge, runGenerate } from './generateJob.ts'
import { inOrder } from './inOrder.ts'
import { describeSet, isSetPlace } from './npy/describeSet.ts'
import { readSet } from './npy/readSet.ts'
import {
  type ClipExportJob,
  isSet,
  planSetExport,
  runSetExport,
  runSetImport,
  setSource,
} from './npy/setJobs.ts'
import type { Previews } from './previews.ts'
import { clipCount, clipKind } from './presets/presets.ts'
import { reportOn } from './setReport.ts'
import { scaledTo } from './strip.ts'
import { triedRules } from './triedRules.ts'

/** Clips whose facts one thread tells at a time. */
const factShard = 50
/** The longer side of a preview's frame in pixels; wide pictures may be larger. */
const largestPreview = { square: 192, wide: 288 }

export function createGenerateFace(parts: EngineParts, previews: Previews) {
  const countRecipe = createBrightCounts()

  parts.jobs.register<GenerateJob>({
    kind: 'generate',
    resumable: true,
    title: ({ recipe, name }) =>
      name ? `Generate “${name}”` : `Generate ${clipCount(recipe).toLocaleString('en')} clips`,
    run: (input, context) => runGenerate(parts, input, context),
  })

  parts.jobs.register<ClipExportJob>({
    kind: 'exportClips',
    resumable: true,
    title: ({ out }) => `Export clips to ${path.basename(out)}`,
    run: (input, context) => runSetExport(parts, input, context),
  })
  parts.jobs.register<ClipImport>({
    kind: 'importClips',
    resumable: false,
    title: ({ path: place }) => `Import clips of ${path.basename(place)}`,
    run: (input, context) => runSetImport(parts, input, context),
  })

  /** Bright pixels a frame by video id; videos that are no clips are left out. */
  async function brightCounts(
    videos: readonly VideoRecord[],
    work: Work = quietWork(),
  ): Promise<Map<number, number>> {
    const counts = new Map<number, number>()
    const clips = videos.filter((video) => video.clipIndex !== null)
    const silent = { ...work, progress() {} }
    for (const source of new Set(clips.map((video) => video.source))) {
      const { recipe } = readDetail(clipSource(parts.catalogue(), source).detail)
      const own = clips.filter((video) => video.source === source)
      const known = await countRecipe(
        recipe,
        own.map((video) => video.clipIndex!),
        (_, indices) => parts.workers.run('draw', 'synthesis.brightPixels', { recipe, indices }, silent),
        work,
      )
      for (const video of own) counts.set(video.id, known.get(video.clipIndex!)!)
    }
    return counts
  }

  /** Of reports that are being made, by source. */
  const reporting = new Map<number, Progress>()
  return {
    estimate: estimateSet,

    preview({ recipe, count, from }: { recipe: GenerateRecipe; count: number; from: number }) {
      const clips = clipCount(recipe)
      const shape = shapeOf(recipe)
      const frames = stripFrames(shape.frames).length
      const wide = Math.max(shape.width, shape.height) > 1.5 * Math.min(shape.width, shape.height)
      const size = Math.min(
        Math.max(shape.width, shape.height),
        wide ? largestPreview.wide : largestPreview.square,
      )
      return Array.from({ length: Math.min(count, clips) }, (_, i) => {
        const index = (from + i) % clips
        const media = previewId(previews.add(recipe, index), size)
        return { index, kind: clipKind(recipe, index), media, frames, ...scaledTo(shape, size) }
      })
    },

    start(input: GenerateJob) {
      refuseLarge(input)
      parts.catalogue()
      return { job: parts.jobs.start('generate', input) }
    },

    async brightPixels({ source }: { source: number }) {
      const { name } = clipSource(parts.catalogue(), source)
      const videos = parts.catalogue().videos.ofSource(source)
      if (videos.length === 0)
        throw new TracksieveError(
          'CONFLICT',
          `“${name}” holds no clips yet.`,
          'Wait until it is generated.',
          true,
        )
      const counts = await brightCounts(videos)
      const rule = bestThreshold(
        videos.map((video) => counts.get(video.id)!),
        videos.map(({ clipKind }) => clipKind === 'persistent' || clipKind === 'mixed'),
      )
      return { clips: videos.length, ...rule }
    },

    brightCounts,

    rules: (recipe: GenerateRecipe, signal?: AbortSignal) => triedRules(parts.workers, recipe, signal),

    async report({ source }: { source: number }) {
      const catalogue = parts.catalogue()
      const { recipe } = readDetail(setSource(catalogue, source).detail)
      const tell = (progress: Progress) => reporting.set(source, progress)
      const facts = (indices: readonly number[]) =>
        allFacts(parts, recipe, indices, (done) =>
          tell({ phase: 'Looking at clips', done, total: indices.length, unit: 'clips' }),
        )
      try {
        return await reportOn(catalogue, recipe, catalogue.videos.ofSource(source), facts, tell)
      } finally {
        reporting.delete(source)
      }
    },

    reportProgress: ({ source }: { source: number }) => reporting.get(source) ?? null,

    exportPlan(input: ClipExport) {
      const { source, clips, out, bytes } = planSetExport(parts.catalogue(), input)
      return { source: source.id, name: source.name, clips, out, bytes }
    },

    exportClips(input: ClipExport) {
      const { source, out } = planSetExport(parts.catalogue(), input)
      return { job: parts.jobs.start('exportClips', { ...input, source: source.id, out }) }
    },

    /** null = the place is none where a set would be: a .npy file, or a folder with videos.npy in it. */
    inspectClips({ path: place }: { path: string }): ClipInspection | null {
      return isSetPlace(place) ? describeSet(readSet(path.resolve(place), null)) : null
    },

    importClips(input: ClipImport) {
      parts.catalogue()
      readSet(path.resolve(input.path), input.fps)
      return { job: parts.jobs.start('importClips', input) }
    },

    /** The recipe that draws the clips of a source; CONFLICT when another generator version made them. */
    recipeOf: (source: SourceRecord): ClipRecipe => readDetail(source.detail).recipe,

    isSet,

    /** Names of the classes that tracks of a source may have; [] = they have none. */
    classNames: (source: SourceRecord): string[] =>
      isSet(source.detail) ? classNames(readDetail(source.detail).recipe) : [],

    /** By id of the video and number of the track; tracks without a class are left out. */
    async trackClasses(videos: readonly VideoRecord[]): Promise<Map<number, Map<number, string>>> {
      const found = new Map<number, Map<number, string>>()
      const clips = videos.filter((video) => video.clipIndex !== null)
      for (const source of new Set(clips.map((video) => video.source))) {
        const { recipe } = readDetail(clipSource(parts.catalogue(), source).detail)
        const own = clips.filter((video) => video.source === source)
        const classes = await classesOfClips(
          recipe,
          own.map((video) => video.clipIndex!),
        )
        own.forEach(({ id }, i) => found.set(id, classes[i]!))
      }
      return found
    },

    judgedAsClips: (source: SourceRecord): boolean => judgedAsClips(source.detail),
  }
}

async function allFacts(
  parts: EngineParts,
  recipe: ClipRecipe,
  indices: readonly number[],
  tell: (done: number) => void,
) {
  const shards = shardRanges(0, indices.length, factShard).map(({ from, to }) => indices.slice(from, to))
  const all: ClipFacts[] = []
  for await (const facts of inOrder(shards, 4, (part) =>
    parts.workers.run<ClipFacts[]>('draw', 'synthesis.facts', { recipe, indices: part }, quietWork()),
  )) {
    all.push(...facts)
    tell(all.length)
  }
  return all
}

function clipSource(catalogue: OpenCatalogue, id: number): SourceRecord {
  const source = catalogue.sources.get(id)
  if (source && (source.kind === 'generated' || isSet(source.detail))) return source
  throw source
    ? new TracksieveError('VALIDATION', `“${source.name}” holds no clips.`, 'Choose a generated set.')
    : new TracksieveError('NOT_FOUND', `There is no source ${id}.`, 'It may have been removed.')
}
