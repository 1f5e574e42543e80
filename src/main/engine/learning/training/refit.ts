/** A run fitted once more on all its labels, so that nothing labelled is wasted: for use, not for figures. */
import fs from 'node:fs'
import type { JobContext, Workers } from '../../jobs/types.ts'
import { readModelFile, redescribe } from '../files/modelDescription.ts'
import type { RunInput, RunResult } from './run.ts'
import { modelFileOf, refitFolderOf } from './runFolder.ts'

/**
 * `input`: of the training that was evaluated. As many epochs as were best there; nothing is chosen by the validation part,
 * which now trains too. Figures, calibration and thresholds in the file stay those of the split: they are the honest ones.
 */
export async function refit(input: RunInput, workers: Workers, context: JobContext): Promise<void> {
  const folder = refitFolderOf(input.folder)
  if (fs.existsSync(modelFileOf(folder))) return
  const { description } = await readModelFile(modelFileOf(input.folder))
  fs.mkdirSync(folder, { recursive: true })
  const recipe: RunInput['recipe'] = {
    ...description.recipe,
    epochs: Math.max(1, description.bestEpoch),
    fewTracks: null,
    earlyStop: 0,
    keepEpoch: 'last',
  }
  const work = {
    signal: context.signal,
    progress: (progress: Parameters<JobContext['progress']>[0]) =>
      context.progress({ ...progress, phase: `On all labels: ${progress.phase}` }),
    send() {},
  }
  await workers.run<RunResult>(
    'learn',
    'learning.train',
    { ...input, folder, recipe, everything: true },
    work,
  )
  const { recipe: given, threshold, calibration, keep95, keep99, early, kindRule, metrics } = description
  const file = modelFileOf(folder)
  const kept = { recipe: given, threshold, calibration, keep95, keep99, early, kindRule, metrics }
  await redescribe(file, file, { ...kept, refit: { labels: input.parts.length } })
  context.log(`Fitted once more on all ${input.parts.length} labels; the figures are those of the split.`)
}

/** What leaves the catalogue: the fit on all labels where there is one. */
export function exportedModelOf(folder: string): string {
  const all = modelFileOf(refitFolderOf(folder))
  return fs.existsSync(all) ? all : modelFileOf(folder)
}
