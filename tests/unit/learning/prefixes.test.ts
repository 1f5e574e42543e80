/** What a model is shown when it is asked after some boxes: with the file known, and strictly live. */
import { expect, it } from 'vitest'
import { columns } from '../../../src/main/engine/base/detections.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import type { Workers } from '../../../src/main/engine/jobs/types.ts'
import {
  countTracks,
  type TrackTable,
  tableOf,
  trackAt,
} from '../../../src/main/engine/learning/data/trackTable.ts'
import { decisionsAfter } from '../../../src/main/engine/learning/judging/decisions.ts'
import type { ChosenTrack } from '../../../src/main/engine/learning/judging/judged.ts'
import { scorePrefixes } from '../../../src/main/engine/learning/scoring/prefixes.ts'
import type { ScoreInput } from '../../../src/main/engine/learning/scoring/scoreTask.ts'
import { aTrack } from '../../support/tracks.ts'

const tracks = [
  aTrack({ boxes: 12, first: 0 }, { id: 1, video: 1 }),
  aTrack({ boxes: 2, first: 4 }, { id: 2, video: 1 }),
  aTrack({ boxes: 6, first: 3, every: 2 }, { id: 3, video: 2 }),
]
const others = [aTrack({ boxes: 9, first: 2 }, { id: 9, video: 1 })]
const [table, context] = [tableOf(tracks), tableOf([...tracks, ...others])]

/** Scores each track by its number of boxes, and remembers what it was asked. */
async function asked(features: 'statistical' | 'track' | 'past') {
  const tasks: ScoreInput[] = []
  const workers: Workers = {
    run<T>(_lane: string, _task: string, input: unknown): Promise<T> {
      const task = input as ScoreInput
      tasks.push(task)
      const scores = Float32Array.from(task.table.ids, (_, i) => boxesAt(task.table, i) / 100)
      return Promise.resolve({ scores } as T)
    },
    close: () => Promise.resolve(),
  }
  const full = Float32Array.of(0.12, 0.02, 0.06)
  const input = { modelFile: 'm', backend: null, features, table, context, full }
  return { tasks, ...(await scorePrefixes(input, workers, quietWork())) }
}

const boxesAt = (one: TrackTable, i: number): number => trackAt(one, i).detections.length / columns
const round = (scores: number[]) => scores.map((score) => Number(score.toFixed(2)))

it('cuts only tracks that are longer, among all tracks of their films where the model looks at them', async () => {
  const { prefixes, live, tasks } = await asked('past')
  expect(prefixes.map(({ boxes }) => boxes)).toEqual([1, 2, 3, 5, 10, 12])
  expect(prefixes.map(({ scores }) => round(scores))[2]).toEqual([0.03, 0.02, 0.03])
  expect(round(prefixes.at(-1)!.scores)).toEqual([0.12, 0.02, 0.06])
  expect(tasks.every((task) => countTracks(task.context!) === 4)).toBe(true)
  // A model of the past alone is live by itself.
  expect(live).toEqual(prefixes)
  expect((await asked('statistical')).tasks.every((task) => task.context === null)).toBe(true)
})

it('shows a model that looks around nothing that comes after the last seen box', async () => {
  const { live, tasks } = await asked('track')
  const moments = tasks.filter(({ endsKnown }) => endsKnown === false)
  expect(moments).toHaveLength(live.length)
  for (const { table: seen, context: around } of moments) {
    const lastOf = new Map<number, number>()
    for (let i = 0; i < countTracks(seen); i += 1) {
      const { video, detections } = trackAt(seen, i)
      lastOf.set(video, detections.at(-columns)!)
    }
    for (let i = 0; i < countTracks(around!); i += 1) {
      const { video, detections } = trackAt(around!, i)
      expect(detections.at(-columns)!).toBeLessThanOrEqual(lastOf.get(video)!)
    }
  }
  expect(round(live[1]!.scores)).toEqual([0.02, 0.02, 0.02])
})

it('tells of how many tracks a live figure is, where not all were drawn', () => {
  const judged = [true, false, true].map((real, place) => ({ real, place })) as ChosenTrack[]
  const at = (scores: number[]) => [{ boxes: 3, scores }]
  expect(decisionsAfter(7, at([0.9, 0.2, 0.8]), judged, [], true)).toEqual([
    { id: 'run', name: 'run 7', points: [[3, 1]] },
  ])
  expect(decisionsAfter(7, at([0.9, 0.2, Number.NaN]), judged, [], true)).toEqual([
    { id: 'run', name: 'run 7', points: [[3, 1]], of: [2] },
  ])
})
