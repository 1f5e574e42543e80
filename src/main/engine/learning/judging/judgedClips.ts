/** The clips of an evaluation: those that are chosen or train the bright-pixel rule, and whose answer is known. */
import { setImmediate } from 'node:timers/promises'
import type { Work } from '../../base/work.ts'
import type { RunRecord, TrackRecord, VideoRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { JudgedClip } from './judged.ts'

/** Bright pixels a frame of clips, by video id. */
export type CountBrightPixels = (
  videos: readonly VideoRecord[],
  work: Work,
) => Promise<ReadonlyMap<number, number>>

export interface ClipContext {
  run: RunRecord
  /** 0 for a track that was not scored. */
  scoreOf: (track: number) => number
  isChosen: (video: VideoRecord) => boolean
  isClip: (video: VideoRecord) => boolean
  videoOf: (id: number) => VideoRecord
  tracks: readonly TrackRecord[]
}

export async function judgeClips(
  catalogue: OpenCatalogue,
  { run, scoreOf, isChosen, isClip, videoOf, tracks }: ClipContext,
  brightPixels: CountBrightPixels,
  work: Work,
): Promise<JudgedClip[]> {
  const videos = [...new Set(tracks.map(({ video }) => video))].map(videoOf)
  const wanted = videos.filter(
    (video) => isClip(video) && (isChosen(video) || run.split[video.id] === 'train'),
  )
  const clips: (JudgedClip & { video: VideoRecord })[] = []
  for (const video of wanted) {
    const own = catalogue.tracks.ofVideo(video.id)
    const positive = own.some(({ label }) => label === 'persistent')
    // A track without a verdict could be the real one: then nobody knows what the clip is.
    if (!positive && own.some(({ label }) => label === null || label === 'unsure')) continue
    const score = Math.max(...own.map(({ id }) => scoreOf(id)))
    clips.push({
      video,
      part: run.split[video.id] ?? null,
      chosen: isChosen(video),
      positive,
      score,
      bright: null,
    })
    if (clips.length % 200 === 0) await setImmediate()
  }
  const bright = await brightPixels(
    clips.map(({ video }) => video),
    work,
  )
  return clips.map(({ video, ...clip }) => ({ ...clip, bright: bright.get(video.id) ?? null }))
}
