/** The job of a sweep: its runs one after the other; those that are done already are not trained again. */
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { RunRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { JobContext } from '../../jobs/types.ts'
import { labelledTracksOf } from '../data/plan.ts'
import type { JudgeNeeds } from '../judging/judging.ts'
import { paceOf } from '../training/schedule.ts'
import { publishRun, runTraining } from '../training/trainJob.ts'
import { spreadOf } from './sweepFigures.ts'

export interface SweepJob {
  sweep: number
  backend: Backend | null
  /** How many, for its title. */
  runs: number
}

export const runsOf = (catalogue: OpenCatalogue, sweep: number): RunRecord[] =>
  catalogue.runs
    .list()
    .filter((run) => run.sweep === sweep)
    .sort((a, b) => a.id - b.id)

/**
 * A run that fails does not keep the others from being trained; then the job fails, and says which ones did. At the end
 * the lists show the scores of the best recipe by its validation parts: never by the test.
 */
export async function runSweep(
  catalogue: OpenCatalogue,
  { sweep, backend }: Omit<SweepJob, 'runs'>,
  needs: JudgeNeeds,
  context: JobContext,
): Promise<Record<string, unknown>> {
  const runs = runsOf(catalogue, sweep)
  if (runs.length === 0)
    throw new TracksieveError('NOT_FOUND', `Sweep ${sweep} has no run left.`, 'Start another one.')
  const failures = await trainMembers(catalogue, runs, { backend, endsAll }, needs, context)
  const best = bestByValidation(runsOf(catalogue, sweep))
  if (best !== undefined) await publishRun(catalogue, { run: best, backend }, needs, context)
  const [first] = failures
  if (first)
    throw new TracksieveError(
      first.error.code,
      `${failures.length} of ${runs.length} runs failed, first run ${first.run}: ${first.error.message}`,
      `The others are kept. ${first.error.hint}`,
      true,
      first.error,
    )
  return { sweep, runs: runs.map(({ id }) => id), shown: best }
}

/** What would fail every other run too. */
const failsAll = new Set<TracksieveError['code']>([
  'DISK_FULL',
  'OUT_OF_MEMORY',
  'PERMISSION',
  'CATALOGUE_CORRUPT',
  'ENGINE_UNAVAILABLE',
])
const endsAll = ({ code }: TracksieveError): boolean => failsAll.has(code)

export interface Failure {
  run: number
  error: TracksieveError
}

interface Members {
  backend: Backend | null
  /** Errors that end the others too. */
  endsAll(error: TracksieveError): boolean
  /** Done around each training. */
  around?(run: RunRecord, train: () => Promise<unknown>): Promise<unknown>
}

/** Trains those that are not done; returns what failed. Throws where all ends. */
export async function trainMembers(
  catalogue: OpenCatalogue,
  runs: readonly RunRecord[],
  { backend, endsAll: ends, around = (_, train) => train() }: Members,
  needs: JudgeNeeds,
  context: JobContext,
): Promise<Failure[]> {
  const total = runs.reduce((sum, run) => sum + epochsOf(run), 0)
  const failures: Failure[] = []
  let before = 0
  for (const [i, run] of runs.entries()) {
    if (run.state !== 'done') {
      const place = { words: `Run ${run.id}, ${i + 1} of ${runs.length}`, before, total }
      const member = memberContext(context, place)
      catalogue.runs.update(run.id, { startedAt: Date.now() })
      try {
        const job = { run: run.id, backend, member: true }
        await around(run, () => runTraining(catalogue, job, needs, member))
      } catch (thrown) {
        const error = thrown as TracksieveError
        if (context.signal.aborted || ends(error)) throw error
        failures.push({ run: run.id, error })
        context.log(`Run ${run.id} failed: ${error.message}`)
      }
    }
    before += epochsOf(run)
    context.progress({ phase: `${i + 1} of ${runs.length} runs`, done: before, total, unit: 'epochs' })
  }
  return failures
}

const epochsOf = ({ recipe, counts }: RunRecord): number =>
  paceOf(recipe, labelledTracksOf(counts.train)).epochs

/** Progress of one run as that of the whole: in epochs, because those of one recipe take about the same time. */
function memberContext(
  context: JobContext,
  { words, before, total }: { words: string; before: number; total: number },
): JobContext {
  let done = before
  const tell = () => context.progress({ phase: words, done, total, unit: 'epochs' })
  return {
    ...context,
    signal: context.signal,
    progress: tell,
    metric(values) {
      if (values.epoch !== undefined) done = Math.min(total, before + values.epoch)
      context.metric(values)
      tell()
    },
    // Its files are in its folder; a list of them all would be told as that of the sweep.
    artifact() {},
  }
}

/** The first finished run of the recipe whose validation parts gave the best AUROC on average; undefined = none is done. */
export function bestByValidation(runs: readonly RunRecord[]): number | undefined {
  const done = runs.filter(({ state }) => state === 'done')
  const groups = new Map<string, RunRecord[]>()
  for (const run of done) {
    const key = JSON.stringify({ ...run.recipe, seed: 0 })
    groups.set(key, [...(groups.get(key) ?? []), run])
  }
  const meanOf = (group: readonly RunRecord[]) =>
    spreadOf(group.flatMap(({ epochs, bestEpoch }) => epochs[(bestEpoch ?? 0) - 1]?.validationAuroc ?? []))
      ?.mean ?? 0
  return [...groups.values()].sort((a, b) => meanOf(b) - meanOf(a))[0]?.[0]?.id
}
