/** Whole trainings in this process, from tracks to a model file. */
import { quietWork } from '../../src/main/engine/base/work.ts'
import { planTraining } from '../../src/main/engine/learning/data/plan.ts'
import { type RunInput, type RunMessage, trainRun } from '../../src/main/engine/learning/training/run.ts'
import { type TableTrack, tableOf } from '../../src/main/engine/learning/data/trackTable.ts'
import { type Epoch, Recipe, type RecipeInput } from '../../src/shared/contract/learning.ts'
import { temporaryFolder } from './catalogue.ts'
import { someTracks } from './tracks.ts'

const folders: (() => void)[] = []

/** After each test. */
export function removeRunFolders(): void {
  for (const remove of folders.splice(0)) remove()
}

export function aRunFolder(): string {
  const { folder, remove } = temporaryFolder()
  folders.push(remove)
  return folder
}

export function anInput(change: RecipeInput = {}, tracks: TableTrack[] = someTracks(30)): RunInput {
  const recipe = Recipe.parse({ batch: 16, earlyStop: 0, ...change })
  const planned = tracks.map(({ id, video, label }) => ({ id, video, source: 1, label: label! }))
  const { split, counts } = planTraining(planned, recipe.seed)
  return {
    folder: aRunFolder(),
    recipe,
    backend: 'wasm',
    table: tableOf(tracks),
    context: null,
    parts: tracks.map(({ video }) => split.get(video)!),
    counts,
    sources: ['made for tests'],
  }
}

/** Runs a training; `cancelAfter` epochs it is cancelled. */
export async function runOnce(input: RunInput, cancelAfter = Number.POSITIVE_INFINITY) {
  const controller = new AbortController()
  let epochs: Epoch[] = []
  const work = {
    ...quietWork(),
    signal: controller.signal,
    send(message: unknown) {
      const said = message as RunMessage
      if (said.kind !== 'epochs') return
      epochs = structuredClone(said.epochs)
      if (epochs.length >= cancelAfter) controller.abort()
    },
  }
  const result = await trainRun(input, work).catch((error: unknown) => error)
  return {
    result,
    losses: epochs.map(({ trainLoss, validationLoss }) => [trainLoss, validationLoss]),
    epochs,
  }
}
