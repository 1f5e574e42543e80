/** Real catalogues in temporary folders, and small builders of what goes into them. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createCatalogue, type OpenOptions } from '../../src/main/engine/catalogue/open.ts'
import type {
  NewTrack,
  NewVideo,
  PredictionRecord,
  RunRecord,
} from '../../src/main/engine/catalogue/records.ts'
import type { OpenCatalogue } from '../../src/main/engine/catalogue/repositories.ts'
import { Recipe } from '../../src/shared/contract/learning.ts'

export const holder = { holder: 'Tracksieve (test)' }

/** A folder of its own that is gone when `remove` is called. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-test-'))
  return { folder, remove: () => fs.rmSync(folder, { recursive: true, force: true }) }
}

export function temporaryCatalogue(options: Partial<OpenOptions> = {}): {
  catalogue: OpenCatalogue
  remove(): void
} {
  const { folder, remove } = temporaryFolder()
  const catalogue = createCatalogue(path.join(folder, 'test.tracksieve'), { ...holder, ...options })
  return {
    catalogue,
    remove() {
      catalogue.close()
      remove()
    },
  }
}

export const addSource = (catalogue: OpenCatalogue, name = 'a source'): number =>
  catalogue.sources.add({ name, kind: 'imported', detail: '{}' })

export const aVideo = (source: number, change: Partial<NewVideo> = {}): NewVideo => ({
  source,
  name: 'a video',
  media: 'none',
  width: 640,
  height: 480,
  frames: 100,
  fps: 10,
  clipKind: null,
  clipIndex: null,
  film: null,
  ...change,
})

/** `boxes` boxes from frame `first` on, one a frame, moving by a pixel. */
export function detectionsOf(boxes: number, first = 0, score = Number.NaN): Float32Array {
  const rows = Array.from({ length: boxes }, (_, i) => [first + i, 10 + i, 20, 8, 6, score])
  return Float32Array.from(rows.flat())
}

export const aTrack = (
  video: number,
  source: number,
  number: number,
  change: Partial<NewTrack> = {},
): NewTrack => ({
  video,
  source,
  number,
  detections: detectionsOf(5),
  truth: null,
  label: null,
  ...change,
})

/** One source, one video and `count` tracks numbered from 1. */
export function addTracks(catalogue: OpenCatalogue, count: number, change: Partial<NewTrack> = {}) {
  const source = addSource(catalogue)
  const video = catalogue.videos.add(aVideo(source))
  const tracks = Array.from({ length: count }, (_, i) => aTrack(video, source, i + 1, change))
  return { source, video, ids: catalogue.tracks.addMany(tracks, 'someone', 'import') }
}

export const aRun = (change: Partial<RunRecord> = {}): Omit<RunRecord, 'id'> => ({
  job: null,
  state: 'done',
  recipe: Recipe.parse({}),
  backend: 'cpu',
  parameters: 236_993,
  counts: {
    train: { videos: 0, labels: { persistent: 0, brief: 0, noise: 0, unsure: 0 } },
    validation: { videos: 0, labels: { persistent: 0, brief: 0, noise: 0, unsure: 0 } },
    test: { videos: 0, labels: { persistent: 0, brief: 0, noise: 0, unsure: 0 } },
  },
  labels: 0,
  epochs: [],
  bestEpoch: null,
  seconds: null,
  startedAt: 1,
  test: null,
  testClips: null,
  baselines: [],
  error: null,
  sweep: null,
  split: {},
  ...change,
})

export const aPrediction = (track: number, score: number, boxes = 5): PredictionRecord => ({
  track,
  score,
  prediction: score >= 0.5 ? 'persistent' : 'noise',
  loss: null,
  stepScores: new Float32Array(boxes).fill(score),
  attention: new Float32Array(boxes).fill(1 / boxes),
})
