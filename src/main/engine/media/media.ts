/** Face of media: films in, pictures for the window, films out. */
import path from 'node:path'
import type { z } from 'zod'
import { FilmOptions } from '../../../shared/contract/exports.ts'
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import type { Work } from '../base/work.ts'
import type { SourceRecord, VideoRecord } from '../catalogue/records.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { EngineParts, JobContext } from '../jobs/types.ts'
import type { MediaAnswer, MediaAsk } from './answer.ts'
import type { ClipCropOrder, ClipSource } from './clipSource.ts'
import { cropOrders } from './cropOrders.ts'
import { type FilmInput, type FilmPictures, type FilmResult, filmSize, refuseTaken } from './filmJob.ts'
import { Films, indexFile } from './films.ts'
import { filmTracks, type KnownTrack } from './filmTracks.ts'
import { chosen, type Ffmpeg, type FfmpegCandidate, findFfmpeg, noFfmpeg } from './findFfmpeg.ts'
import { type FrameIndex, writeFrameIndex } from './frameIndex.ts'
import { type Material, Pictures } from './pictures.ts'
import { probeFilm } from './probe.ts'
import { serveMedia } from './serve.ts'
import { fewOf, someCrops } from './someCrops.ts'
import { mediaParts } from './status.ts'
import { usualTarget } from './target.ts'

/** What clips need beside their drawing. */
export interface MediaNeeds extends ClipSource {
  /** The recipe that draws the clips of a source; throws CONFLICT when another generator made them. */
  recipeOf(source: SourceRecord): ClipRecipe
  /** Cuts crops of clips into their unfinished file. */
  crops(order: ClipCropOrder, work: Work): Promise<void>
  /** undefined = it is not kept any more. */
  recentPicture(key: string, n: number): Uint8Array | undefined
  /** What a tokenizer made of a track, or (null) of clips that it never saw. */
  tokenizerPicture(tokenizer: number, track: number | null): Uint8Array | undefined
}

/** Input of a job of kind `film`. */
export interface FilmJob {
  video: number
  options: z.infer<typeof FilmOptions>
  out: string
  replace: boolean
}

const pictureFolder = ({ folder }: OpenCatalogue): string => path.join(folder, 'media', 'pictures')

export function createMediaFace(parts: EngineParts, clips: MediaNeeds) {
  const films = new Films()
  const pictures = new Pictures(clips)
  let found: { settingsPath: string | null; candidates: Promise<FfmpegCandidate[]> } | undefined

  /** Looked for once, and again when the setting changes or nothing was found. */
  async function candidates(): Promise<FfmpegCandidate[]> {
    const settingsPath = parts.settings().ffmpegPath
    if (found?.settingsPath !== settingsPath) found = { settingsPath, candidates: findFfmpeg(settingsPath) }
    const all = await found.candidates
    if (!chosen(all)) found = undefined
    return all
  }
  async function needFfmpeg(): Promise<Ffmpeg> {
    const all = await candidates()
    const ffmpeg = chosen(all)
    if (!ffmpeg) throw noFfmpeg(all)
    return ffmpeg
  }

  function videoOf(id: number): VideoRecord {
    const video = parts.catalogue().videos.get(id)
    if (video) return video
    throw new TracksieveError('NOT_FOUND', `There is no video ${id}.`, 'It may have been removed.')
  }
  function materialOf(
    { media, film, source, clipIndex }: VideoRecord,
    catalogue = parts.catalogue(),
  ): Material {
    if (media === 'film' && film)
      return { media, film, open: async () => films.open(await needFfmpeg(), film, catalogue.folder) }
    if (media === 'clip' && clipIndex !== null)
      return { media, recipe: clips.recipeOf(catalogue.sources.get(source)!), index: clipIndex }
    return { media: 'none' }
  }

  function filmableOf(id: number): VideoRecord {
    const video = videoOf(id)
    if (video.media === 'none') throw noPictures(video)
    return video
  }

  function knownTracks(video: number): KnownTrack[] {
    const { tracks } = parts.catalogue()
    const records = tracks.ofVideo(video)
    const rows = new Map(tracks.rows(records.map(({ id }) => id)).map((row) => [row.id, row]))
    return records.map((record) => ({ ...rows.get(record.id)!, detections: record.detections }))
  }

  async function filmPictures(video: VideoRecord, signal: AbortSignal): Promise<FilmPictures> {
    const material = materialOf(video)
    if (material.media === 'film') return { kind: 'film', film: (await material.open()).film }
    if (material.media === 'clip')
      return { kind: 'clip', rgb: await clips.clip(material.recipe, material.index, signal) }
    throw noPictures(video)
  }

  async function runFilm({ video: id, options, out, replace }: FilmJob, context: JobContext) {
    const video = videoOf(id)
    const chosenOptions = FilmOptions.parse(options)
    const pictures = await filmPictures(video, context.signal)
    const { width, height, frames, fps } = pictures.kind === 'film' ? pictures.film.index : video
    const tracks = filmTracks(knownTracks(id), chosenOptions.onlyKept)
    const ffmpeg = await needFfmpeg()
    const input: FilmInput = {
      ffmpeg,
      pictures,
      width,
      height,
      frames,
      fps,
      tracks,
      options: chosenOptions,
      out,
      replace,
    }
    const { notes, ...made } = await parts.workers.run<FilmResult>('draw', 'media.film', input, context)
    for (const note of notes) context.log(note)
    context.artifact(path.basename(out), out)
    return { file: out, video: id, tracks: tracks.length, ...made }
  }

  parts.jobs.register<FilmJob>({
    kind: 'film',
    resumable: true,
    title: ({ video, out }) => `Film of “${videoOf(video).name}” to ${path.basename(out)}`,
    run: runFilm,
  })

  return {
    /** Decodes a film once. Throws UNSUPPORTED_MEDIA, NOT_FOUND, PERMISSION, TOOL_FAILED, CANCELLED. */
    probeFilm: async (file: string, work: Work): Promise<FrameIndex> =>
      probeFilm(await needFfmpeg(), file, work),

    /** Keeps what probing found in the open catalogue. */
    rememberFilm: (index: FrameIndex): Promise<void> =>
      writeFrameIndex(indexFile(parts.catalogue().folder, index), index),

    /** Answers /media/ID; never rejects. */
    serve: (id: string, ask: MediaAsk): Promise<MediaAnswer> =>
      serveMedia(id, ask, pictures, {
        video: (video) => materialOf(videoOf(video)),
        track(id) {
          const track = parts.catalogue().tracks.get(id)
          if (!track)
            throw new TracksieveError('NOT_FOUND', `There is no track ${id}.`, 'It may have been removed.')
          return { material: materialOf(videoOf(track.video)), detections: track.detections }
        },
        preview(id) {
          const preview = clips.preview(id)
          if (!preview) throw new TracksieveError('NOT_FOUND', 'This preview is gone.', 'Ask for a new one.')
          return preview
        },
        recent(key, n) {
          const bytes = clips.recentPicture(key, n)
          if (!bytes) throw new TracksieveError('NOT_FOUND', 'This picture is not kept any more.')
          return bytes
        },
        tokenizer(id, track) {
          const bytes = clips.tokenizerPicture(id, track)
          if (!bytes) throw new TracksieveError('NOT_FOUND', 'This picture is not there any more.')
          return bytes
        },
        artifact(job, id) {
          const artifact = parts.jobs.get(job).artifacts.find(({ media }) => media === id)
          if (!artifact) throw new TracksieveError('NOT_FOUND', `Job ${job} has no such file.`)
          return artifact.path
        },
        pictureFolder: () => pictureFolder(parts.catalogue()),
      }),

    /** For learning from pixels. */
    crops: cropOrders({
      workers: parts.workers,
      ffmpeg: needFfmpeg,
      materialOf: (video) => materialOf(videoOf(video)),
      clipCrops: (order, work) => clips.crops(order, work),
    }),
    /** For Start. */
    someCrops(catalogue: OpenCatalogue, signal: AbortSignal): Promise<Uint8Array[]> {
      const ids = catalogue.tracks.ids({}, { by: 'number', descending: false })
      const tracks = fewOf(ids.length).flatMap((at) => catalogue.tracks.get(ids[at] ?? -1) ?? [])
      const pictured = tracks.map(({ video, detections }) => ({
        material: materialOf(catalogue.videos.get(video)!, catalogue),
        detections,
      }))
      return someCrops(pictures, pictured, pictureFolder(catalogue), signal)
    },

    /** UNSUPPORTED_MEDIA: no pictures. */
    filmPlan({ video: id }: { video: number }) {
      const video = filmableOf(id)
      const size = filmSize(video.width, video.height)
      const what = `${video.frames} frames, ${size.width} × ${size.height}, ${video.fps} fps, ${video.tracks} ${video.tracks === 1 ? 'track' : 'tracks'}`
      const target = usualTarget(parts.catalogue().folder, video.name)
      // How large it gets depends on the pictures; a guess would be a figure that nobody measured.
      return { folder: path.dirname(target), name: path.basename(target), what, bytes: null }
    },

    /** Starts the job. CONFLICT: the file exists, or nothing is scored; UNSUPPORTED_MEDIA: no pictures. */
    film({ video: id, options, out, replace }: Omit<FilmJob, 'out'> & { out: string | null }): {
      job: number
    } {
      const video = filmableOf(id)
      const target = path.resolve(out ?? usualTarget(parts.catalogue().folder, video.name))
      refuseTaken(target, replace)
      if (options.onlyKept !== null && parts.catalogue().runs.current() === null)
        throw new TracksieveError(
          'CONFLICT',
          'No run has scored the tracks yet.',
          'Train one, or export all tracks.',
        )
      return { job: parts.jobs.start('film', { video: id, options, out: target, replace } satisfies FilmJob) }
    },

    ffmpegVersion: async (): Promise<string | null> => chosen(await candidates())?.version ?? null,
    /** For doctor. */
    doctor: async () => mediaParts(await candidates()),
    /** Ends decoders that wait for more to do. */
    close: () => films.close(),
  }
}

const noPictures = ({ name }: VideoRecord): TracksieveError =>
  new TracksieveError(
    'UNSUPPORTED_MEDIA',
    `“${name}” has tracks, but no pictures to make a film of.`,
    'Import it together with its film.',
  )
