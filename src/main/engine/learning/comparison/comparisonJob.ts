/** The job of a comparison: trains what is not trained yet, measures what it costs, and writes the report. */
import fs from 'node:fs'
import path from 'node:path'
import type { ComparisonReport, Recipe } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { RunRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { JobContext } from '../../jobs/types.ts'
import { labelledTracksOf } from '../data/plan.ts'
import { reportFile, writeReportFiles } from '../files/reportFiles.ts'
import type { JudgeNeeds } from '../judging/judging.ts'
import { bestByValidation, type Failure, runsOf, trainMembers } from '../several/sweepJob.ts'
import { publishRun } from '../training/trainJob.ts'
import { toCsv } from './comparisonCsv.ts'
import { type ComparedRun, linesOf, wordsOf } from './comparisonTable.ts'
import { contestedOf, picturesOf } from './contested.ts'
import { costsFile, meanCosts, measured, type RunCosts, readCosts } from './costs.ts'
import type { Paired, PairedInput } from './paired.ts'
import { pageOf } from './reportPage.ts'
import { speedOf } from './speed.ts'
import { testScores } from './testScores.ts'

/** A recipe that was asked for; `why`: what it lacks, so that it is a row without figures. */
export interface Asked {
  name: string
  recipe: Recipe
  why: string | null
}

export interface ComparisonJob {
  sweep: number
  asked: Asked[]
  seeds: number[]
  backend: Backend | null
}

/** A recipe that needs too much memory does not keep the others from being compared. */
const failsAll = new Set<TracksieveError['code']>([
  'DISK_FULL',
  'PERMISSION',
  'CATALOGUE_CORRUPT',
  'ENGINE_UNAVAILABLE',
])

export async function runComparison(
  catalogue: OpenCatalogue,
  job: ComparisonJob,
  needs: JudgeNeeds,
  context: JobContext,
): Promise<Record<string, unknown>> {
  const folder = path.join(catalogue.folder, 'models', `comparison-${context.job}`)
  const members = {
    backend: job.backend,
    endsAll: ({ code }: TracksieveError) => failsAll.has(code),
    around: (run: RunRecord, train: () => Promise<unknown>) => measured(costsFile(folder), run.id, train),
  }
  const failures = await trainMembers(catalogue, runsOf(catalogue, job.sweep), members, needs, context)
  const compared = comparedRuns(runsOf(catalogue, job.sweep), job, failures)
  const done = compared.flatMap(({ runs }) => runs)
  if (done.length === 0) throw nothingDone(failures)
  // Who has trained nothing before sees no scores yet.
  const best = catalogue.runs.current() === null ? bestByValidation(done) : undefined
  if (best !== undefined) await publishRun(catalogue, { run: best, backend: job.backend }, needs, context)
  const costs = readCosts(costsFile(folder))
  const speeds = await speedsOf(catalogue, compared, job, needs, context)
  const report = await reportOf(catalogue, { job, compared, costs, speeds }, needs, context)
  context.progress({ phase: 'Drawing pictures', done: 0, total: report.contested.length, unit: 'tracks' })
  const pictures = await picturesOf(catalogue, report, needs.crops, context)
  const files = await writeReportFiles(catalogue.folder, 'comparison', report.id, {
    csv: toCsv(report),
    html: pageOf(report, pictures, catalogue.name),
    json: JSON.stringify(report, null, 2),
  })
  for (const file of files) context.artifact(path.basename(file), file)
  fs.rmSync(folder, { recursive: true, force: true })
  context.progress({ phase: 'Done', done: done.length, total: done.length, unit: 'runs' })
  return { report: report.id, sweep: job.sweep, failed: compared.filter(({ why }) => why !== null).length }
}

function comparedRuns(
  runs: readonly RunRecord[],
  { asked, seeds }: ComparisonJob,
  failures: readonly Failure[],
): ComparedRun[] {
  const key = (recipe: Recipe) => JSON.stringify({ ...recipe, seed: 0 })
  return asked.map(({ name, recipe, why }) => {
    const own = runs.filter((run) => key(run.recipe) === key(recipe))
    const failed = failures.find(({ run }) => own.some(({ id }) => id === run))
    return {
      name,
      recipe,
      why: why ?? (failed ? `${failed.error.message} ${failed.error.hint}` : null),
      seeds: seeds.length,
      runs: own.filter(({ state }) => state === 'done'),
    }
  })
}

/** Of each recipe that has a model, by that of its first run. */
async function speedsOf(
  catalogue: OpenCatalogue,
  compared: readonly ComparedRun[],
  { backend }: ComparisonJob,
  needs: JudgeNeeds,
  context: JobContext,
): Promise<(number | null)[]> {
  const speeds: (number | null)[] = []
  for (const [i, { name, runs }] of compared.entries()) {
    const phase = `Measuring how fast ${name} scores`
    context.progress({ phase, done: i, total: compared.length, unit: 'recipes' })
    speeds.push(runs[0] ? await speedOf(catalogue, { run: runs[0], backend }, needs, context) : null)
  }
  return speeds
}

interface Results {
  job: ComparisonJob
  compared: ComparedRun[]
  costs: readonly RunCosts[]
  speeds: readonly (number | null)[]
}

async function reportOf(
  catalogue: OpenCatalogue,
  { job, compared, costs, speeds }: Results,
  { workers }: JudgeNeeds,
  context: JobContext,
): Promise<ComparisonReport> {
  const scores = await testScores(catalogue, compared)
  const input: PairedInput = { ...scores.judged, recipes: scores.recipes.map(({ runs }) => runs) }
  const quiet = { signal: context.signal, progress() {}, send() {} }
  const paired = await workers.run<Paired>('draw', 'learning.paired', input, quiet)
  const recipeCosts = compared.map(({ runs }, i) => meanCosts(runs, costs, speeds[i] ?? null))
  const { recipes, rules } = linesOf(compared, paired.recipes, recipeCosts)
  const { counts, backend } = compared.flatMap(({ runs }) => runs)[0]!
  const part = (name: 'train' | 'test') => ({
    labels: labelledTracksOf(counts[name]),
    videos: counts[name].videos,
    real: counts[name].labels.persistent,
  })
  const id = context.job
  return {
    id,
    at: Date.now(),
    backend: backend ?? '',
    seeds: job.seeds,
    train: part('train'),
    test: part('test'),
    recipes,
    rules,
    contested: contestedOf(catalogue, scores),
    over: paired.over,
    words: wordsOf(recipes, paired.over),
    files: ['html', 'csv', 'json'].map((ending) => reportFile(catalogue.folder, 'comparison', id, ending)),
  }
}

function nothingDone([first]: readonly Failure[]): TracksieveError {
  if (!first)
    return new TracksieveError('NOT_FOUND', 'The runs of this comparison were removed.', 'Start another one.')
  const { code, message, hint } = first.error
  return new TracksieveError(code, `No recipe could be trained: ${message}`, hint, true, first.error)
}
