/** A catalogue of plausible size and mixture: 100 tracks a video, 12 boxes a track on average, a third labelled, all scored. */
import type { NewTrack, PredictionRecord } from '../../src/main/engine/catalogue/records.ts'
import type { OpenCatalogue } from '../../src/main/engine/catalogue/repositories.ts'
import { Recipe } from '../../src/shared/contract/learning.ts'
import { classes, clipKinds, labels, type Split, splits } from '../../src/shared/words.ts'

const perVideo = 100

/** Evenly spread numbers 0–1, the same in every run. */
const spread = (i: number, step: number): number => (i * step) % 1
const pick = <T>(words: readonly T[], share: number): T => words[Math.floor(share * words.length)]!

function detectionsOf(boxes: number, seed: number): Float32Array {
  const rows = new Float32Array(boxes * 6)
  for (let i = 0; i < boxes; i += 1)
    rows.set([i * 2, seed % 600, (seed % 400) + i, 20, 30, spread(seed + i, 0.377)], i * 6)
  return rows
}

/** `media: 'none'` where a window looks at it: there is nothing to draw its clips from. */
export function fillCatalogue(
  catalogue: OpenCatalogue,
  tracks: number,
  media: 'clip' | 'none' = 'clip',
): void {
  const sources = [1, 2, 3, 4].map((n) =>
    catalogue.sources.add({ name: `Set ${n}`, kind: 'generated', detail: '{}' }),
  )
  const split: Record<string, Split> = {}
  const run = catalogue.runs.add({
    job: null,
    state: 'done',
    recipe: Recipe.parse({}),
    backend: 'cpu',
    parameters: 1,
    labels: 0,
    epochs: [],
    bestEpoch: null,
    counts: {} as never,
    seconds: 1,
    startedAt: 1,
    test: null,
    testClips: null,
    baselines: [],
    error: null,
    sweep: null,
    split: {},
  })
  for (let first = 0; first < tracks; first += 10_000)
    catalogue.transaction(() => {
      for (let at = first; at < Math.min(tracks, first + 10_000); at += perVideo) {
        const source = pick(sources, at / tracks)
        const video = catalogue.videos.add({
          source,
          name: `clip ${at / perVideo}`,
          media,
          width: 128,
          height: 128,
          frames: 100,
          fps: 10,
          clipKind: pick(clipKinds, spread(at, 0.0071)),
          clipIndex: at / perVideo,
          film: null,
        })
        split[video] = pick(splits, spread(at, 0.0037))
        const added = Array.from(
          { length: Math.min(perVideo, tracks - at) },
          (_, i): NewTrack => ({
            video,
            source,
            number: i + 1,
            truth: null,
            detections: detectionsOf(1 + Math.floor(24 * spread(at + i, 0.618)), at + i),
            label: spread(at + i, 0.271) < 0.33 ? pick(labels, spread(at + i, 0.837)) : null,
          }),
        )
        const ids = catalogue.tracks.addMany(added, 'bench', 'generator')
        catalogue.predictions.write(
          run,
          ids.map((track, i): PredictionRecord => {
            const boxes = added[i]!.detections.length / 6
            return {
              track,
              score: spread(track, 0.7548776662),
              prediction: pick(classes, spread(track, 0.5698402909)),
              loss: null,
              stepScores: new Float32Array(boxes),
              attention: new Float32Array(boxes),
            }
          }),
        )
      }
    })
  catalogue.runs.update(run, { split })
  catalogue.predictions.show(run)
}
