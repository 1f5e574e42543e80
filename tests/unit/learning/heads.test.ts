/** Heads with tasks: what they should answer, that each task is really learned, and what is refused. */
import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { goalsOf } from '../../../src/main/engine/learning/data/aims.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { kindByLength } from '../../../src/main/engine/learning/heads/kindByLength.ts'
import {
  constantVelocity,
  nextPositions,
  positionError,
  rootedPace,
} from '../../../src/main/engine/learning/heads/nextPositions.ts'
import type { SeenTrack } from '../../../src/main/engine/learning/heads/plan.ts'
import { tasksOf } from '../../../src/main/engine/learning/heads/tasks.ts'
import { highest } from '../../../src/main/engine/learning/judging/answers.ts'
import { classFigures, judgeTasksOf } from '../../../src/main/engine/learning/judging/taskFigures.ts'
import { taskIntervals } from '../../../src/main/engine/learning/judging/taskIntervals.ts'
import { classEntropy, huber, plus } from '../../../src/main/engine/learning/model/losses.ts'
import { modelFileOf } from '../../../src/main/engine/learning/training/runFolder.ts'
import { Recipe, type RecipeInput, type TaskFigures } from '../../../src/shared/contract/learning.ts'
import type { Label } from '../../../src/shared/words.ts'
import { backendsHere } from '../../support/backends.ts'
import { checkGradients } from '../../support/gradients.ts'
import { boxesOf, someTracks } from '../../support/tracks.ts'
import { anInput, aRunFolder, removeRunFolders, runOnce } from '../../support/trainingRun.ts'

// Whole trainings, on a machine that may be busy with others.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
afterEach(removeRunFolders)

const multitask = (change: RecipeInput = {}) => Recipe.parse({ preset: 'multitask', ...change })

function seen(
  boxes: number,
  more: Partial<SeenTrack> = {},
  view: Partial<SeenTrack['view']> = {},
): SeenTrack {
  // 8 × 2 pixels: sizes of 4.
  const detections = boxesOf({ boxes: 6, every: 2, vx: 1, vy: -2, width: 8, height: 2 })
  return { detections, label: 'brief', class: null, view: { boxes, mirror: false, ...view }, ...more }
}

describe('the next positions', () => {
  it('are ways of the centre in sizes of the last seen box, evenly between two boxes, unknown after the last', () => {
    expect([...nextPositions(seen(2), 3)!]).toEqual([0.25, -0.5, 0.5, -1, 0.75, -1.5])
    const late = nextPositions(seen(5), 3)!
    expect([...late.slice(0, 4)]).toEqual([0.25, -0.5, 0.5, -1])
    expect([...late.slice(4)]).toEqual([Number.NaN, Number.NaN])
    expect(nextPositions(seen(6), 3)).toBeNull()
  })

  it('turn with a mirrored track, and so does the rule beside them', () => {
    const mirrored = seen(2, {}, { mirror: true })
    expect([...nextPositions(mirrored, 1)!]).toEqual([-0.25, -0.5])
    expect(Array.from(constantVelocity(1).fit([])(mirrored))).toEqual([-0.25, -0.5])
  })

  it('go on evenly by the rule of constant velocity; after one box they stay', () => {
    expect(Array.from(constantVelocity(2).fit([])(seen(3)))).toEqual([0.25, -0.5, 0.5, -1])
    expect(Array.from(constantVelocity(2).fit([])(seen(1)))).toEqual([0, 0, 0, 0])
  })

  it('are learned as square roots of the way a frame, and found again', () => {
    expect(rootedPace.learned(-6, 4)).toBeCloseTo(-2, 6) // in 3 frames: 2 sizes a frame
    for (const [value, k] of [
      [0.3, 0],
      [-2, 5],
      [0, 3],
    ] as const)
      expect(rootedPace.answer(rootedPace.learned(value, k), k)).toBeCloseTo(value, 6)
  })

  it('are judged by their distance, where they are known', () => {
    expect(positionError([3, 4, 0, 0], [0, 0, Number.NaN, Number.NaN], 1)).toBe(5)
    expect(positionError([3, 4, 0, 0], [0, 0, Number.NaN, Number.NaN], 2)).toBeNull()
  })
})

describe('figures of classes', () => {
  it('are accuracy and the mean F1 of the classes', () => {
    // Class 0: 2 there, 1 of 2 told right: F1 1/2. Class 1: 1 there, told once, wrongly: 0. Class 2 is nowhere.
    expect(classFigures([[0], [1], [0]], [[0], [0], [1]], 3)).toEqual([1 / 3, 0.25])
    expect(classFigures([], [], 3)).toEqual([null, null])
  })

  it('have intervals: whole videos are drawn anew, the same for every line', () => {
    // In each of twenty videos all five tracks are right, or none: tracks of one video say the same.
    const videos = Array.from({ length: 100 }, (_, i) => Math.floor(i / 5))
    const right = videos.map((video) => video % 2)
    const share = (tracks: readonly number[]) => [
      tracks.reduce((sum, i) => sum + right[i]!, 0) / tracks.length,
      null,
    ]
    const [interval, none] = taskIntervals(videos, share)
    // Twenty throws of a coin: the middle 95 % lie between 6 and 14.
    expect(interval).toEqual([expect.closeTo(0.3, 1), expect.closeTo(0.7, 1)])
    expect(none).toBeNull()
    expect(taskIntervals(videos, share)).toEqual([interval, none])
    const alone = videos.map((_, i) => i)
    const [narrow] = taskIntervals(alone, share)
    expect(narrow![1] - narrow![0]).toBeLessThan((interval![1] - interval![0]) * 0.6)
    expect(taskIntervals([1], share)).toEqual([null, null])
  })

  it('have the commonest label of each length beside them', () => {
    const track = (boxes: number, label: Label) => ({
      ...seen(1, { label }),
      detections: boxesOf({ boxes }),
    })
    const say = kindByLength.fit([
      track(2, 'brief'),
      track(3, 'brief'),
      track(2, 'noise'),
      track(20, 'persistent'),
    ])
    expect([say(track(3, 'noise'))[0], say(track(25, 'noise'))[0]]).toEqual([1, 0])
    expect(say(track(40, 'noise'))[0]).toBe(1) // no such length was there: the commonest of all
  })
})

describe.each(await backendsHere())('losses of tasks on %s', (backend) => {
  beforeEach(async () => {
    await useBackend(backend)
  })

  it('have the gradients that finite differences give', () => {
    const classes = tf.tensor2d([0, 1, 0, 1, 0, 0], [2, 3])
    const weights = tf.tensor2d([0.5, 0.5, 0.5, 0.25, 0.25, 0.25], [2, 3])
    const logits = tf.tensor2d([0.3, -1.2, 2, 0.1, 0.4, -0.6], [2, 3])
    checkGradients((z: tf.Tensor2D) => classEntropy(z, classes, weights), [logits])
    const targets = tf.tensor2d([0.2, -3, 1.5, 0, 0.3, 2], [2, 3])
    checkGradients((a: tf.Tensor2D) => huber(a, targets, weights), [logits])
    const both = (z: tf.Tensor2D) => plus(classEntropy(z, classes, weights), huber(z, targets, weights))
    checkGradients(both, [logits])
  })

  it('are those of the books', () => {
    const one = tf.ones([1, 2]) as tf.Tensor2D
    const logits = tf.tensor2d([1, 3], [1, 2])
    const loss = classEntropy(logits, tf.tensor2d([1, 0], [1, 2]), one).dataSync()[0]
    expect(loss).toBeCloseTo(Math.log(1 + Math.exp(2)), 4)
    // Off by 0.5 and by 3: 0.125 + 2.5.
    const off = huber(logits, tf.tensor2d([0.5, 0], [1, 2]), one).dataSync()[0]
    expect(off).toBeCloseTo(2.625, 4)
  })
})

describe('goals of a batch', () => {
  it('weigh each known track the same, and nothing where nothing is known', () => {
    const [kind, next] = goalsOf(tasksOf(multitask({ ahead: 1 })), [
      { boxes: 1, inputs: new Float32Array(), track: new Float32Array(), aims: { kind: Float32Array.of(2) } },
      {
        boxes: 1,
        inputs: new Float32Array(),
        track: new Float32Array(),
        aims: { kind: Float32Array.of(0), next: Float32Array.of(0.3, Number.NaN) },
      },
      { boxes: 1, inputs: new Float32Array(), track: new Float32Array() },
    ])
    expect([...kind!.targets]).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0])
    expect([...kind!.weights]).toEqual([0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0, 0, 0])
    expect([...next!.weights]).toEqual([0, 0, 0.5, 0, 0, 0])
    expect(next!.targets[2]).toBeCloseTo(Math.sqrt(0.6), 5) // √(2 · 0.3 sizes a frame)
    expect([kind!.known, next!.known]).toEqual([2, 1])
  })
})

describe('a multi-task model', () => {
  const tracks = someTracks(40)
  let figures: TaskFigures[]
  let epochs: Awaited<ReturnType<typeof runOnce>>['epochs']
  beforeAll(async () => {
    const input = anInput(
      { preset: 'multitask', ensemble: false, epochs: 30, batch: 8, dropout: 0.1 },
      tracks,
    )
    epochs = (await runOnce(input)).epochs
    const rows = (part: string) => tableOf(tracks.filter((_, i) => input.parts[i] === part))
    figures = await judgeTasksOf(
      {
        modelFile: modelFileOf(input.folder),
        backend: 'wasm',
        table: rows('test'),
        context: null,
        train: rows('train'),
      },
      quietWork(),
    )
  })
  const line = (task: string, id: string) =>
    figures.find((one) => one.task === task)!.lines.find((one) => one.id === id)!.values

  it('learns the label of three: better than the commonest label, which an untrained task is not', () => {
    const [accuracy, macro] = line('kind', 'model')
    expect(accuracy).toBeGreaterThan(line('kind', 'majority')[0]! + 0.2)
    expect(macro).toBeGreaterThan(line('kind', 'majority')[1]! + 0.2)
    expect(line('kind', 'length')).toHaveLength(2)
  })

  it('learns where the box goes: nearer than if it stayed, now and five frames later', () => {
    const [soon, late] = line('next', 'model')
    const [soonStays, lateStays] = line('next', 'stays')
    expect(soon).toBeLessThan(soonStays! * 0.8)
    expect(late).toBeLessThan(lateStays! * 0.8)
    // These tracks move evenly: that rule is only off where a single box tells no velocity.
    expect(line('next', 'constant-velocity')[0]).toBeLessThan(soon!)
  })

  it('still learns persistence, and tells how each task went, epoch by epoch', () => {
    expect(epochs.at(-1)!.validationAuroc).toBeGreaterThan(0.9)
    for (const name of ['kind', 'next']) {
      const [first, last] = [epochs[0]!.tasks![name]!, epochs.at(-1)!.tasks![name]!]
      expect(last.trainLoss).toBeLessThan(first.trainLoss!)
      expect(last.validationLoss).toBeLessThan(first.validationLoss! * 0.8)
    }
    expect(epochs.at(-1)!.tasks!.class).toBeUndefined()
  })

  it('goes on exactly where it was cancelled', async () => {
    const recipe = { preset: 'multitask', ensemble: false, epochs: 7, batch: 16 } as const
    const whole = anInput(recipe)
    const wanted = await runOnce(whole)
    const parted = { ...whole, folder: aRunFolder() }
    await runOnce(parted, 6)
    const resumed = await runOnce(parted)
    expect(resumed.epochs.map(({ tasks }) => tasks)).toEqual(wanted.epochs.map(({ tasks }) => tasks))
    expect(resumed.losses).toEqual(wanted.losses)
  })

  it.each(['transformer', 'recurrent'] as const)(
    'answers once a track behind a %s, which gives each step a row',
    async (sequence) => {
      const change = { sequence, width: 16, layers: 1, feedForward: 16, ensemble: false }
      const input = anInput(
        { preset: 'multitask', ...change, epochs: 12, batch: 8, learningRate: 0.01 },
        someTracks(24),
      )
      const last = (await runOnce(input)).epochs.at(-1)!
      expect(last.tasks!.kind!.figure).toBeGreaterThan(0.6)
    },
  )
})

it('the highest of some numbers is the first of equals', () => {
  expect(highest([1, 3, 3])).toBe(1)
})
