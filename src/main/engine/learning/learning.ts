/** The face of learning: plans, runs, scores, evaluations and models of the open catalogue. */
import fs from 'node:fs'
import path from 'node:path'
import type {
  EarlyRates,
  EarlyReport,
  Evaluation,
  Recipe,
  Run,
  Suspect,
  TrainPlan,
} from '../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import type { JobKind } from '../../../shared/jobs.ts'
import type { Backend } from '../../../shared/words.ts'
import { quietWork } from '../base/work.ts'
import type { RunRecord, SourceRecord } from '../catalogue/records.ts'
import type { EngineParts } from '../jobs/types.ts'
import type { BackendState } from './backends/backendState.ts'
import { knownBackends } from './backends/knownBackends.ts'
import { createComparisonFace } from './comparison/comparisonFace.ts'
import { type ClassNeeds, withClasses } from './data/classes.ts'
import { labelledTracks } from './data/labelled.ts'
import { type PlannedTrack, planTraining } from './data/plan.ts'
import { suitingPreset } from './data/suits.ts'
import { judgeEarly } from './early/judgeEarly.ts'
import { type ModelExport, modelTarget, writeModelCopy } from './files/modelExport.ts'
import { listHeads } from './heads/list.ts'
import type { CountBrightPixels } from './judging/judgedClips.ts'
import { judgeRun } from './judging/judging.ts'
import { findSuspects } from './judging/suspects.ts'
import { parametersOf } from './model/sizes.ts'
import type { CropNeeds } from './pixels/cropCache.ts'
import { refuseOnnx } from './pixels/looking.ts'
import { withPretrained } from './pretraining/choose.ts'
import { seenWords } from './pretraining/seen.ts'
import { createFileTracks } from './scoring/fileTracks.ts'
import { scoreCatalogue } from './scoring/scoring.ts'
import { createSweepFace } from './several/sweepFace.ts'
import { addRun, refuseProblems } from './training/addRun.ts'
import { mustGoOn } from './training/goOn.ts'
import { exportedModelOf } from './training/refit.ts'
import { modelFileOf, runFolder } from './training/runFolder.ts'
import { toRun } from './training/runState.ts'
import { readSnapshot } from './training/snapshot.ts'
import { runTraining, type TrainJob } from './training/trainJob.ts'

export interface LearningNeeds {
  /** Of the clips among these videos, by video id. */
  brightPixels: CountBrightPixels
  /** Is a clip of this source one answer? Of scenes with many tracks only the tracks are judged. */
  judgedAsClips(source: SourceRecord): boolean
  /** What kinds of things tracks are, where their sources say so. */
  classes: ClassNeeds
  crops: CropNeeds
}

/** Jobs that keep the learning thread busy. */
const usesThread = new Set<JobKind>(['train', 'sweep', 'efficiency', 'comparison', 'pretrain', 'score'])

interface ScoreJob {
  run: number
}

export function createLearningFace(parts: EngineParts, given: LearningNeeds) {
  const needs = { workers: parts.workers, ...given }
  // Read by the native library when it loads, in the environment of the process, not of its thread.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
  const backends = knownBackends(parts.workers)

  parts.jobs.register<TrainJob>({
    kind: 'train',
    resumable: true,
    title: ({ run }) => `Train run ${run}`,
    run: (input, context) => runTraining(parts.catalogue(), input, needs, context),
  })
  parts.jobs.register<ScoreJob>({
    kind: 'score',
    resumable: true,
    title: ({ run }) => `Score tracks with run ${run}`,
    async run({ run }, context) {
      const modelFile = modelFileOf(folderOf(run))
      const input = { run, modelFile, backend: parts.settings().backend }
      return { run, scored: await scoreCatalogue(parts.catalogue(), needs, input, context) }
    },
  })
  parts.jobs.register<ModelExport>({
    kind: 'model',
    resumable: false,
    title: ({ run }) => `Export the model of run ${run}`,
    async run(input, context) {
      await writeModelCopy(exportedModelOf(folderOf(input.run)), input)
      context.artifact(path.basename(input.out), input.out)
      return { run: input.run }
    },
  })

  const folderOf = (run: number): string => runFolder(parts.catalogue().folder, run)

  function record(id: number): RunRecord {
    const run = parts.catalogue().runs.get(id)
    if (run) return run
    throw new TracksieveError('NOT_FOUND', `There is no run ${id}.`, 'It may have been removed.')
  }

  /** A run with a model. */
  function trained(id: number): RunRecord {
    const run = record(id)
    if (fs.existsSync(modelFileOf(folderOf(id)))) return run
    throw new TracksieveError(
      'CONFLICT',
      `Run ${id} has no model.`,
      'Let its training end, or go on with it.',
    )
  }

  /** Of the run that a recipe goes on from. Throws VALIDATION where its model has other parts. */
  function splitBefore(recipe: Recipe): RunRecord['split'] {
    if (recipe.from === undefined) return {}
    const { recipe: before, split } = trained(recipe.from)
    mustGoOn(recipe, before)
    return split
  }

  const seen = (run: RunRecord): Run => toRun(parts.catalogue(), run)

  const backendInUse = (): Promise<BackendState> => backends.inUse(parts.settings().backend)

  /** What judges a run: it, its model, and whether the learning thread is free. */
  function judging(id: number) {
    const [run, folder, { backend }] = [trained(id), folderOf(id), parts.settings()]
    const busy = parts.jobs.list().some(({ kind, state }) => state === 'running' && usesThread.has(kind))
    return { run, folder, modelFile: modelFileOf(folder), backend, busy }
  }

  async function newSince(tracks: readonly PlannedTrack[]): Promise<number> {
    const last = parts.catalogue().runs.list()[0]
    const before = last && (await readSnapshot(folderOf(last.id)).catch(() => undefined))
    return tracks.filter(({ id, label }) => label !== 'unsure' && before?.get(id) !== label).length
  }

  return {
    ...createSweepFace(parts, needs, splitBefore),
    ...createComparisonFace(parts, needs, splitBefore),
    backends: backends.all,
    backendInUse,

    async plan(asked: Recipe): Promise<TrainPlan> {
      const recipe = withClasses(parts.catalogue(), asked, needs.classes)
      const tracks = await labelledTracks(parts.catalogue(), recipe.sources)
      const { split, ...plan } = planTraining(tracks, recipe.seed, splitBefore(recipe))
      const named = withPretrained(parts.catalogue().folder, recipe)
      const seen = plan.problems.length > 0 ? [] : seenWords(parts.catalogue(), named, split)
      return {
        ...plan,
        warnings: [...plan.warnings, ...seen],
        unlabelled: parts.catalogue().tracks.count() - tracks.length,
        newSinceLastRun: await newSince(tracks),
        parameters: parametersOf(recipe),
        backend: parts.settings().backend ?? (await backendInUse()).id,
        suits: suitingPreset(parts.catalogue(), tracks, needs.judgedAsClips),
      }
    },

    heads: listHeads,

    async train({
      recipe: asked,
      backend,
    }: {
      recipe: Recipe
      backend: Backend | null
    }): Promise<{ job: number; run: number }> {
      const catalogue = parts.catalogue()
      const recipe = withClasses(catalogue, asked, needs.classes)
      const tracks = await labelledTracks(catalogue, recipe.sources)
      const plan = planTraining(tracks, recipe.seed, splitBefore(recipe))
      refuseProblems(plan)
      const run = await addRun(catalogue, { recipe, plan, tracks, sweep: null })
      const input: TrainJob = { run, backend: backend ?? parts.settings().backend }
      backends.willUse(input.backend)
      const job = parts.jobs.start('train', input)
      catalogue.runs.update(run, { job })
      return { job, run }
    },

    runs: (): Run[] => parts.catalogue().runs.list().map(seen),
    run: ({ run }: { run: number }): Run => seen(record(run)),

    show({ run }: { run: number }): { job: number | null } {
      trained(run)
      parts.catalogue().predictions.show(run)
      const missing = parts.catalogue().predictions.unscored(run)
      return { job: missing > 0 ? parts.jobs.start('score', { run } satisfies ScoreJob) : null }
    },

    evaluate({
      run: id,
      on,
      threshold,
    }: {
      run: number
      on: string
      threshold: number
    }): Promise<Evaluation> {
      return judgeRun(parts.catalogue(), { ...judging(id), on, threshold }, needs, quietWork())
    },

    early({
      run,
      on,
      rates,
    }: {
      run: number
      on: string
      rates?: EarlyRates | undefined
    }): Promise<EarlyReport> {
      const input = { ...judging(run), on, rates: rates ?? null }
      return judgeEarly(parts.catalogue(), input, parts.workers, quietWork())
    },

    suspects: ({ run, limit }: { run: number; limit: number }): Promise<Suspect[]> =>
      findSuspects(parts.catalogue(), record(run).id, limit),

    remove({ run: id }: { run: number }): Record<string, never> {
      const { state } = seen(record(id))
      if (state === 'running' || state === 'waiting')
        throw new TracksieveError('CONFLICT', `Run ${id} is ${state}.`, 'Cancel its training first.')
      parts.catalogue().runs.remove(id)
      fs.rmSync(folderOf(id), { recursive: true, force: true })
      return {}
    },

    /** exports.model */
    model({ run, threshold, format, out, replace }: Omit<ModelExport, 'out'> & { out: string | null }): {
      job: number
    } {
      refuseOnnx(trained(run).recipe, format)
      const target = modelTarget(parts.catalogue().folder, { run, format, out, replace })
      const asked: ModelExport = { run, threshold, format, out: target, replace }
      return { job: parts.jobs.start('model', asked) }
    },

    ...createFileTracks(parts),
  }
}
