/** The test tracks that recipes score furthest apart, and what they look like. */
import type { ComparisonReport, Contested } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { encodePng } from '../../base/png.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { JobContext } from '../../jobs/types.ts'
import { type CropNeeds, cropsOf } from '../pixels/cropCache.ts'
import { pixelsOf } from '../pixels/readCrops.ts'
import { cropSide, type TrackCrops } from '../pixels/trackCrops.ts'
import { meanOf } from './costs.ts'
import type { TestScores } from './testScores.ts'

const most = 8
const usualCrops = { boxes: 8, context: 1.5 }

/** Furthest apart first; none where fewer than two recipes have scores. */
export function contestedOf(
  catalogue: Pick<OpenCatalogue, 'videos'>,
  { tracks, recipes }: Pick<TestScores, 'tracks' | 'recipes'>,
): Contested[] {
  const rows = tracks.map((track, i) => {
    const scores = recipes.map(({ runs }) => meanOf(runs.map((run) => run[i]!)))
    const known = scores.filter((score) => score !== null)
    return { track, scores, apart: known.length < 2 ? 0 : Math.max(...known) - Math.min(...known) }
  })
  return rows
    .filter(({ apart }) => apart > 0)
    .sort((a, b) => b.apart - a.apart || a.track.id - b.track.id)
    .slice(0, most)
    .map(({ track: { id, video, number, label }, scores }) => ({
      track: id,
      video: catalogue.videos.get(video)?.name ?? '',
      number,
      label: label!,
      scores,
    }))
}

export interface ContestedPictures {
  /** PNG of a track's crops side by side, by track. */
  strips: Map<number, Buffer>
  /** Why there are none, or not of all; null = all are there. */
  why: string | null
}

/** Crops as the compared models see them, else as preset cnn would. A film that is gone leaves the report without pictures. */
export async function picturesOf(
  catalogue: OpenCatalogue,
  { contested, recipes }: Pick<ComparisonReport, 'contested' | 'recipes'>,
  needs: CropNeeds,
  context: JobContext,
): Promise<ContestedPictures> {
  const settings = recipes.find(({ recipe }) => recipe.pixels)?.recipe.pixels ?? usualCrops
  const strips = new Map<number, Buffer>()
  const videos = contested.flatMap(({ track }) => catalogue.tracks.get(track)?.video ?? [])
  try {
    const crops = await cropsOf(catalogue, new Set(videos), settings, needs, context)
    for (const { track } of contested) {
      const its = crops.get(track)
      if (its) strips.set(track, await stripOf(its))
    }
  } catch (thrown) {
    if (context.signal.aborted || !(thrown instanceof TracksieveError)) throw thrown
    return { strips, why: `No pictures: ${thrown.message} ${thrown.hint}` }
  }
  const missing = contested.length - strips.size
  return { strips, why: missing > 0 ? `${missing} of these tracks have no pictures.` : null }
}

function stripOf(track: TrackCrops): Promise<Buffer> {
  const count = track.boxes.length
  const pixels = pixelsOf({ track, count, mirror: false })
  const [width, line] = [count * cropSide, cropSide * 3]
  const rgb = new Uint8Array(pixels.length)
  for (let crop = 0; crop < count; crop += 1)
    for (let y = 0; y < cropSide; y += 1) {
      const from = (crop * cropSide + y) * line
      rgb.set(pixels.subarray(from, from + line), y * width * 3 + crop * line)
    }
  return encodePng({ width, height: cropSide, rgb })
}
