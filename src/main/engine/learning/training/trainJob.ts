/** The job of one run: train, score every track, show the scores, evaluate. Each step is skipped when it was done. */
import fs from 'node:fs'
import path from 'node:path'
import type { Epoch } from '../../../../shared/contract/learning.ts'
import { TracksieveError, toTracksieveError } from '../../../../shared/errors.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { RunRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { JobContext } from '../../jobs/types.ts'
import { judgeEarly } from '../early/judgeEarly.ts'
import { redescribe } from '../files/modelDescription.ts'
import { type JudgeNeeds, judgeRun } from '../judging/judging.ts'
import { askOpinions } from '../judging/opinions.ts'
import { seenWords } from '../pretraining/seen.ts'
import { scoreCatalogue } from '../scoring/scoring.ts'
import { gather } from './gather.ts'
import { refit } from './refit.ts'
import { writeResults } from './results.ts'
import type { RunMessage, RunResult } from './run.ts'
import { modelFileOf, runFolder } from './runFolder.ts'

export interface TrainJob {
  run: number
  backend: Backend | null
  /** Of a sweep: scores only what its figures need, and shows nothing; publishRun does the rest for one of them. */
  member?: boolean
}

export async function runTraining(
  catalogue: OpenCatalogue,
  { run: id, backend, member = false }: TrainJob,
  needs: JudgeNeeds,
  context: JobContext,
): Promise<Record<string, unknown>> {
  const folder = runFolder(catalogue.folder, id)
  const modelFile = modelFileOf(folder)
  catalogue.runs.update(id, { state: 'running', job: context.job, error: null })
  try {
    if (!fs.existsSync(modelFile)) await trainModel(catalogue, { id, folder, backend }, needs, context)
    const { split } = runOf(catalogue, id)
    const only = member ? (video: number) => video in split : undefined
    await scoreCatalogue(catalogue, needs, { run: id, modelFile, backend, only }, context)
    if (!member) catalogue.predictions.show(id)
    context.progress({ phase: 'Evaluating', done: 0, total: 1, unit: 'step' })
    const input = {
      run: runOf(catalogue, id),
      folder,
      modelFile,
      backend,
      on: 'test',
      threshold: 0.5,
      busy: false,
    }
    const quiet = { ...context, signal: context.signal, progress() {} }
    const { metrics, clips, baselines, tasks } = await judgeRun(catalogue, input, needs, quiet)
    const figures = { test: metrics, testClips: clips, baselines }
    if (!member) await askOpinions(catalogue, needs.workers, id, quiet)
    const run = runOf(catalogue, id)
    const early = run.recipe.early
      ? (await judgeEarly(catalogue, { ...input, rates: null }, needs.workers, quiet)).thresholds
      : undefined
    for (const why of early?.refused ?? []) context.log(why)
    await redescribe(modelFile, modelFile, { metrics: { ...figures, tasks }, early })
    if (run.recipe.refitAll)
      await refit(await gather(catalogue, run, folder, backend, needs, context), needs.workers, context)
    catalogue.runs.update(id, { state: 'done', ...figures })
    const results = path.join(folder, 'training_results.json')
    await writeResults(results, runOf(catalogue, id), tasks)
    context.artifact('training_results.json', results)
    return { run: id }
  } catch (thrown) {
    const error = toTracksieveError(thrown)
    const cancelled = context.signal.aborted
    catalogue.runs.update(id, {
      state: cancelled ? 'cancelled' : 'failed',
      error: cancelled ? null : error.message,
    })
    throw error
  }
}

/** What a single training does at its end: scores every track, shows the scores, asks for second opinions. */
export async function publishRun(
  catalogue: OpenCatalogue,
  { run, backend }: TrainJob,
  needs: JudgeNeeds,
  context: JobContext,
): Promise<void> {
  const modelFile = modelFileOf(runFolder(catalogue.folder, run))
  await scoreCatalogue(catalogue, needs, { run, modelFile, backend }, context)
  catalogue.predictions.show(run)
  await askOpinions(catalogue, needs.workers, run, { ...context, signal: context.signal, progress() {} })
}

function runOf(catalogue: OpenCatalogue, id: number): RunRecord {
  const run = catalogue.runs.get(id)
  if (!run) throw new TracksieveError('NOT_FOUND', `There is no run ${id}.`, 'It may have been removed.')
  return run
}

async function trainModel(
  catalogue: OpenCatalogue,
  { id, folder, backend }: { id: number; folder: string; backend: Backend | null },
  needs: JudgeNeeds,
  context: JobContext,
): Promise<void> {
  const { recipe, split, epochs } = runOf(catalogue, id)
  for (const words of seenWords(catalogue, recipe, partsByVideo(split))) context.log(words)
  const input = await gather(catalogue, runOf(catalogue, id), folder, backend, needs, context)
  let known = epochs.length
  const send = (message: unknown) => {
    const said = message as RunMessage
    if (said.kind === 'backend') {
      catalogue.runs.update(id, { backend: said.backend })
      context.log(`Run ${id} trains on ${said.detail}.`)
      return
    }
    if (said.kind === 'note') {
      context.log(said.text)
      return
    }
    catalogue.runs.update(id, { epochs: said.epochs, bestEpoch: said.bestEpoch })
    known = Math.min(known, said.epochs.length)
    for (const epoch of said.epochs.slice(known)) context.metric(metricOf(id, epoch))
    known = said.epochs.length
  }
  const work = { signal: context.signal, progress: context.progress, send }
  const { bestEpoch, seconds } = await needs.workers.run<RunResult>('learn', 'learning.train', input, work)
  catalogue.runs.update(id, { bestEpoch, seconds })
}

const partsByVideo = (split: RunRecord['split']) =>
  new Map(Object.entries(split).map(([video, part]) => [Number(video), part]))

/** A figure that is not defined has no number: it is left out. Those of a task carry its name: `kind.trainLoss`. */
function metricOf(run: number, { tasks = {}, ...epoch }: Epoch): Record<string, number> {
  const ofTasks = Object.entries(tasks).flatMap(([task, figures]) =>
    Object.entries(figures).map(([name, value]) => [`${task}.${name}`, value] as const),
  )
  const all = [...Object.entries({ run, ...epoch }), ...ofTasks]
  return Object.fromEntries(all.filter((entry): entry is [string, number] => entry[1] !== null))
}
