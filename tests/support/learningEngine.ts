/** Learning on a real catalogue with real jobs and threads, beside the generator of clips that it learns from. */
import type { OpenCatalogue } from '../../src/main/engine/catalogue/repositories.ts'
import { createJobRunner } from '../../src/main/engine/jobs/runner.ts'
import type { EngineParts, Workers } from '../../src/main/engine/jobs/types.ts'
import { createWorkers } from '../../src/main/engine/jobs/workers.ts'
import { createLearningFace } from '../../src/main/engine/learning/learning.ts'
import { clipDrawing } from '../../src/main/engine/clipDrawing.ts'
import { createTokenizers } from '../../src/main/engine/learning/pixels/tokenizer/tokenizerFace.ts'
import { createPretraining } from '../../src/main/engine/learning/pretraining/face.ts'
import { createMediaFace } from '../../src/main/engine/media/media.ts'
import { createGenerateFace } from '../../src/main/engine/synthesis/generate.ts'
import { createPreviews } from '../../src/main/engine/synthesis/previews.ts'
import { Settings } from '../../src/shared/contract/engine.ts'
import { type GenerateInput, GenerateRecipe } from '../../src/shared/contract/clipRecipe.ts'
import type { Backend } from '../../src/shared/words.ts'

export function learningEngine(
  catalogue: OpenCatalogue,
  backend: Backend | null = null,
  workers: Workers = createWorkers(),
) {
  const jobs = createJobRunner({ repository: () => catalogue.jobs, version: 'test' })
  const parts: EngineParts = {
    catalogue: () => catalogue,
    jobs,
    workers,
    settings: () => Settings.parse({ backend }),
    author: () => 'tester',
  }
  const previews = createPreviews()
  const generate = createGenerateFace(parts, previews)
  const media = createMediaFace(parts, {
    ...clipDrawing(workers, previews),
    recentPicture: () => undefined,
    tokenizerPicture: () => undefined,
    recipeOf: generate.recipeOf,
  })
  const learning = createLearningFace(parts, {
    brightPixels: generate.brightCounts,
    judgedAsClips: generate.judgedAsClips,
    classes: { names: generate.classNames, ofVideos: generate.trackClasses },
    crops: media.crops,
  })
  return {
    catalogue,
    jobs,
    workers,
    learning,
    crops: media.crops,
    tokenizers: createTokenizers(parts, media.crops),
    pretraining: createPretraining(parts),
    /** Clips with their tracks and labels. */
    async generate(recipe: GenerateInput, name?: string): Promise<void> {
      const { job } = generate.start({ recipe: GenerateRecipe.parse(recipe), name })
      const ended = await jobs.finished(job)
      if (ended.state !== 'done') throw new Error(ended.error?.message ?? ended.state)
    },
    async close(): Promise<void> {
      await jobs.interruptAll()
      await media.close()
      await workers.close()
    },
  }
}
