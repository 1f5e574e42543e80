/** What is trained beforehand and without labels, as Train shows it: with its job, also before its first epoch. */
import { isTerminal, type JobKind } from '../../../../shared/jobs.ts'
import type { ChartSeries } from '../../../components/chartParts.ts'
import type { SeenJob } from '../../../state/jobs.ts'

interface Trained {
  readonly id: number
  readonly recipe: { readonly epochs: number }
  readonly epochs: readonly { readonly epoch: number }[]
}

export interface Seen<Known extends Trained = Trained> {
  readonly id: number
  /** undefined = its first epoch is not done. */
  readonly known: Known | undefined
  readonly job: SeenJob | undefined
}

/** The jobs' titles end with it. */
const numberOf = ({ title }: Pick<SeenJob, 'title'>): number => Number(/ (\d+)$/.exec(title)?.[1] ?? 0)

/** The latest first. */
export function withJobs<Known extends Trained>(
  known: readonly Known[],
  jobs: readonly SeenJob[],
  kind: JobKind,
): Seen<Known>[] {
  const own = jobs.filter((job) => job.kind === kind)
  const waiting = own.filter((job) => !isTerminal(job.state) || job.resumable).map(numberOf)
  const ids = [...new Set([...known.map(({ id }) => id), ...waiting])].sort((a, b) => b - a)
  return ids.map((id) => ({
    id,
    known: known.find((one) => one.id === id),
    job: own.find((job) => numberOf(job) === id),
  }))
}

/** "epoch 3", "done" */
export function stateWords({ known, job }: Seen): string {
  if (job && !isTerminal(job.state))
    return job.state === 'waiting' ? 'waiting' : `epoch ${(known?.epochs.length ?? 0) + 1}`
  if (known && isDone(known)) return 'done'
  return job?.state ?? 'interrupted'
}

export const isDone = ({ epochs, recipe }: Trained): boolean => epochs.length >= recipe.epochs

export const line = <Epoch extends { epoch: number }>(
  id: string,
  look: ChartSeries['look'],
  epochs: readonly Epoch[],
  read: (epoch: Epoch) => number,
): ChartSeries => ({
  id,
  name: id,
  look,
  points: epochs.map((epoch) => [epoch.epoch, read(epoch)] as const),
})
