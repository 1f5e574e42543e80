/** A training whose backend runs out of memory in the middle: it says so, and can go on from its last checkpoint. */
import { afterEach, expect, it, vi } from 'vitest'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { planTraining } from '../../../src/main/engine/learning/data/plan.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { ModularTrackingPipeline } from '../../../src/main/engine/learning/model/pipeline.ts'
import { tasks } from '../../../src/main/engine/learning/tasks.ts'
import type { RunInput, RunMessage } from '../../../src/main/engine/learning/training/run.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { temporaryFolder } from '../../support/catalogue.ts'
import { someTracks } from '../../support/tracks.ts'

vi.setConfig({ testTimeout: 60_000 })

const { folder, remove } = temporaryFolder()
afterEach(() => {
  vi.restoreAllMocks()
  remove()
})

function anInput(): RunInput {
  const tracks = someTracks(30)
  const recipe = Recipe.parse({ batch: 16, epochs: 7, earlyStop: 0 })
  const planned = tracks.map(({ id, video, label }) => ({ id, video, source: 1, label: label! }))
  const { split, counts } = planTraining(planned, recipe.seed)
  const parts = tracks.map(({ video }) => split.get(video)!)
  const table = tableOf(tracks)
  return { folder, recipe, backend: 'wasm', table, context: null, parts, counts, sources: ['made for tests'] }
}

it('keeps the last checkpoint, takes no other backend, and goes on from there', async () => {
  const input = anInput()
  const seen: RunMessage[] = []
  const work = {
    ...quietWork(),
    send: (message: unknown) => seen.push(structuredClone(message) as RunMessage),
  }
  const epochsSeen = () =>
    seen.flatMap((message) => (message.kind === 'epochs' ? [message.epochs.length] : []))
  const compute = ModularTrackingPipeline.prototype.gradient
  vi.spyOn(ModularTrackingPipeline.prototype, 'gradient').mockImplementation(function (
    this: never,
    ...given
  ) {
    if (epochsSeen().at(-1) === 6) throw new RangeError('Array buffer allocation failed')
    return compute.apply(this, given)
  })
  await expect(tasks['learning.train'](input, work)).rejects.toMatchObject({
    code: 'OUT_OF_MEMORY',
    message: expect.stringContaining('last checkpoint of the run is kept') as string,
  })
  vi.restoreAllMocks()
  seen.length = 0
  await tasks['learning.train'](input, work)
  expect(epochsSeen()).toEqual([5, 6, 7])
  expect(seen.filter((message) => message.kind === 'backend')).toMatchObject([{ backend: 'wasm' }])
})
