/** The report on a set: what is in it, what is wrong with it, and how easy it is. */
import { setImmediate } from 'node:timers/promises'
import type { SetReport } from '../../../shared/contract/clipFiles.ts'
import { type ClipRecipe, shapeOf } from '../../../shared/contract/clipRecipe.ts'
import { clipStripId } from '../../../shared/media.ts'
import type { Progress } from '../../../shared/jobs.ts'
import { classes, clipKinds } from '../../../shared/words.ts'
import { columns, countBoxes, summarise } from '../base/detections.ts'
import type { VideoRecord } from '../catalogue/records.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { ClipFacts } from './facts.ts'
import { clipBytes } from './recipe.ts'
import { type RuledTrack, trivialRules } from './trivialRules.ts'

/** Pixels that are looked at, in bytes: of larger sets a part, spread evenly. */
const mostDrawn = 4 * 2 ** 30
const samplesOfKind = 3

export async function reportOn(
  catalogue: OpenCatalogue,
  recipe: ClipRecipe,
  videos: readonly VideoRecord[],
  facts: (indices: readonly number[]) => Promise<ClipFacts[]>,
  tell: (progress: Progress) => void,
): Promise<SetReport> {
  const step = Math.max(1, Math.ceil((videos.length * clipBytes(recipe)) / mostDrawn))
  const looked = videos.filter((_, i) => i % step === 0)
  const found = await facts(looked.map(({ clipIndex }) => clipIndex!))
  const { frames } = shapeOf(recipe)
  const truths = Object.fromEntries(classes.map((truth) => [truth, 0]))
  const ruled: RuledTrack[] = []
  let [tracks, emptyFrames, emptyClips] = [0, 0, 0]
  for (const [i, video] of videos.entries()) {
    if (i % 100 === 0) {
      tell({ phase: 'Counting boxes', done: i, total: videos.length, unit: 'clips' })
      await setImmediate()
    }
    const own = catalogue.tracks.ofVideo(video.id)
    tracks += own.length
    if (own.length === 0) emptyClips += 1
    const seen = new Set<number>()
    for (const { truth, detections } of own) {
      for (let box = 0; box < countBoxes(detections); box += 1) seen.add(detections[box * columns]!)
      if (truth === null) continue
      truths[truth] = (truths[truth] ?? 0) + 1
      ruled.push({ truth, boxes: countBoxes(detections), score: summarise(detections).detector })
    }
    emptyFrames += frames - seen.size
  }
  const kinds = Object.fromEntries(
    clipKinds.map((kind) => [kind, videos.filter(({ clipKind }) => clipKind === kind).length]),
  )
  const clips = looked.flatMap(({ clipKind: kind }, i) => (kind ? [{ kind, bright: found[i]!.bright }] : []))
  const digests = found.flatMap(({ digest }) => digest ?? [])
  const outside = found.map((fact) => fact.outside)
  return {
    clips: videos.length,
    tracks,
    kinds,
    truths,
    positive: (kinds['persistent']! + kinds['mixed']!) / Math.max(1, videos.length),
    duplicates: digests.length - new Set(digests).size,
    emptyFrames,
    emptyClips,
    frames: frames * videos.length,
    outside: outside.includes(null) ? null : outside.reduce<number>((sum, value) => sum + value!, 0),
    drawn: looked.length,
    rules: trivialRules(ruled, clips),
    samples: clipKinds.flatMap((kind) =>
      videos
        .filter(({ clipKind }) => clipKind === kind)
        .slice(0, samplesOfKind)
        .map(({ id }) => ({ kind, video: id, media: clipStripId(id, 96), frames })),
    ),
  }
}
