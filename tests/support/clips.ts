/** Recipes of clips, and an engine's parts around a real catalogue, real jobs and real worker threads. */
import type { z } from 'zod'
import type { OpenCatalogue } from '../../src/main/engine/catalogue/repositories.ts'
import { createJobRunner, type JobRunner } from '../../src/main/engine/jobs/runner.ts'
import type { EngineParts, Workers } from '../../src/main/engine/jobs/types.ts'
import { createWorkers } from '../../src/main/engine/jobs/workers.ts'
import { createGenerateFace } from '../../src/main/engine/synthesis/generate.ts'
import { createPreviews } from '../../src/main/engine/synthesis/previews.ts'
import { Settings } from '../../src/shared/contract/engine.ts'
import { ClassicRecipe } from '../../src/shared/contract/clipRecipe.ts'

export type ClassicInput = Partial<z.input<typeof ClassicRecipe>>

export const aRecipe = (change: ClassicInput = {}): ClassicRecipe =>
  ClassicRecipe.parse({ preset: 'quick', ...change })

/** What generates clips into `catalogue`; `close` ends jobs and threads and leaves the catalogue open. */
export function clipEngine(catalogue: OpenCatalogue, workers: Workers = createWorkers(2)) {
  const jobs: JobRunner = createJobRunner({ repository: () => catalogue.jobs, version: 'test' })
  const settings = Settings.parse({})
  const parts: EngineParts = {
    catalogue: () => catalogue,
    jobs,
    workers,
    settings: () => settings,
    author: () => 'tester',
  }
  const previews = createPreviews()
  const face = createGenerateFace(parts, previews)
  const close = async () => {
    await jobs.interruptAll()
    await workers.close()
  }
  return { catalogue, jobs, face, previews, close }
}
