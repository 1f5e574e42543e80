/** With which tokenizer a run looks that goes on from another. */
import { expect, it } from 'vitest'
import { planTraining } from '../../../../src/main/engine/learning/data/plan.ts'
import { tokenizerFolder } from '../../../../src/main/engine/learning/pixels/tokenizer/tokenizerFile.ts'
import { addRun } from '../../../../src/main/engine/learning/training/addRun.ts'
import { Recipe, type RecipeInput } from '../../../../src/shared/contract/learning.ts'
import { temporaryCatalogue } from '../../../support/catalogue.ts'
import { aTokenizer } from '../../../support/tokenizers.ts'

it('is that of the run, though a later one is there, unless another is named', async () => {
  const { catalogue, remove } = temporaryCatalogue()
  const add = async (change: RecipeInput, tokenizer: number | null = null) => {
    const pixels = { ...Recipe.parse({ preset: 'magvit' }).pixels!, tokenizer }
    const recipe = Recipe.parse({ preset: 'magvit', pixels, ...change })
    return addRun(catalogue, { recipe, plan: planTraining([], 1), tracks: [], sweep: null })
  }
  const seenBy = (run: number) => catalogue.runs.get(run)!.recipe.pixels!.tokenizer
  await aTokenizer(tokenizerFolder(catalogue.folder, 1), 1)
  const first = await add({})
  await aTokenizer(tokenizerFolder(catalogue.folder, 2), 2)
  expect(seenBy(first)).toBe(1)
  expect(seenBy(await add({}))).toBe(2)
  expect(seenBy(await add({ from: first }))).toBe(1)
  expect(seenBy(await add({ from: first }, 2))).toBe(2)
  remove()
})
