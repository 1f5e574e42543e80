/** Short trainings on 60 clips, for tests of what comes of them. */
import type { Workers } from '../../src/main/engine/jobs/types.ts'
import { Recipe } from '../../src/shared/contract/learning.ts'
import type { Backend } from '../../src/shared/words.ts'
import { temporaryCatalogue } from './catalogue.ts'
import { learningEngine } from './learningEngine.ts'

export const shortRecipe = Recipe.parse({ epochs: 6, earlyStop: 0 })

/** What to close after a test, in order. */
export type Closing = (() => Promise<void> | void)[]

/** A catalogue with 60 clips, all labelled. */
export async function clipLearning(closing: Closing, backend: Backend | null = null, workers?: Workers) {
  const { catalogue, remove } = temporaryCatalogue()
  const engine = learningEngine(catalogue, backend, workers)
  closing.push(engine.close, remove)
  await engine.generate({ preset: 'quick', count: 60, frames: 12 }, 'clips')
  return engine
}

export async function trained(engine: ReturnType<typeof learningEngine>, change: Partial<Recipe> = {}) {
  const recipe = { ...shortRecipe, ...change }
  const { job, run } = await engine.learning.train({ recipe, backend: null })
  const ended = await engine.jobs.finished(job)
  return { ended, job, id: run, run: engine.learning.run({ run }) }
}
