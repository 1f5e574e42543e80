import { expect, it } from 'vitest'
import { taskSeries } from '../../../src/renderer/features/train/curves.ts'
import { pretrainingWords, startingFrom, valueOf } from '../../../src/renderer/features/train/goOn.ts'
import { recipeOfPreset } from '../../../src/renderer/features/train/recipe.ts'
import { type Epoch, Recipe } from '../../../src/shared/contract/learning.ts'
import { type Pretraining, PretrainRecipe } from '../../../src/shared/contract/pretraining.ts'

const pretraining: Pretraining = {
  id: 3,
  recipe: PretrainRecipe.parse({ width: 32 }),
  parameters: 1000,
  backend: 'cpu',
  tracks: { train: 1204, heldOut: 200, videos: 9 },
  epochs: [],
  rules: { mean: 0.5, ownMean: 0.3 },
  trainedAt: 0,
}

it('a recipe says where its weights come from', () => {
  expect(valueOf(recipeOfPreset('track'))).toBe('fresh')
  expect(valueOf(recipeOfPreset('pretrained'))).toBe('latest')
  expect(valueOf({ from: 4, pretrained: null })).toBe('run 4')
  expect(valueOf({ pretrained: 2 })).toBe('pretraining 2')
})

it('a pretraining brings its parts, so that any preset can start from it', () => {
  expect(pretrainingWords(pretraining)).toBe('pretraining 3, transformer, 1,204 tracks')
  const recipe = Recipe.parse({ ...recipeOfPreset('hybrid'), ...startingFrom(pretraining) })
  expect(recipe).toMatchObject({ features: 'track', sequence: 'transformer', width: 32, pretrained: 3 })
})

it('losses of a task are drawn where they are known', () => {
  const epoch = (number: number, validationLoss: number | null) =>
    ({ epoch: number, tasks: { kind: { trainLoss: 0.5, validationLoss, figure: null } } }) as unknown as Epoch
  const [train, validation] = taskSeries([epoch(1, null), epoch(2, 0.4)], 'kind')
  expect(train!.points).toEqual([
    [1, 0.5],
    [2, 0.5],
  ])
  expect(validation!.points).toEqual([[2, 0.4]])
})
