/** Tokenizers as Train shows them: with their jobs, those that have no epoch yet included. */
import type { Tokenizer, TokenizerEpoch } from '../../../shared/contract/tokenizers.ts'
import type { ChartSeries } from '../../components/chartParts.ts'
import { isTerminal } from '../../../shared/jobs.ts'
import type { SeenJob } from '../../state/jobs.ts'

export interface SeenTokenizer {
  readonly id: number
  /** undefined = its first epoch is not done. */
  readonly known: Tokenizer | undefined
  readonly job: SeenJob | undefined
}

const numberOf = ({ title }: Pick<SeenJob, 'title'>): number =>
  Number(/^Train tokenizer (\d+)$/.exec(title)?.[1] ?? 0)

/** The latest first. */
export function mergeTokenizers(known: readonly Tokenizer[], jobs: readonly SeenJob[]): SeenTokenizer[] {
  const own = jobs.filter(({ kind }) => kind === 'tokenizer')
  const waiting = own.filter((job) => !isTerminal(job.state) || job.resumable).map(numberOf)
  const ids = [...new Set([...known.map(({ id }) => id), ...waiting])].sort((a, b) => b - a)
  return ids.map((id) => ({
    id,
    known: known.find((one) => one.id === id),
    job: own.find((job) => numberOf(job) === id),
  }))
}

/** "done · 26.0 dB · 21 % of codes" */
export function tokenizerWords({ known, job }: SeenTokenizer): string {
  const last = known?.epochs.at(-1)
  const state =
    job && !isTerminal(job.state)
      ? job.state === 'waiting'
        ? 'waiting'
        : `epoch ${(known?.epochs.length ?? 0) + 1}`
      : known && known.epochs.length >= known.recipe.epochs
        ? 'done'
        : (job?.state ?? 'interrupted')
  return [
    state,
    ...(last ? [`${last.psnr.toFixed(1)} dB`, `${Math.round(last.used * 100)} % of codes`] : []),
  ].join(' · ')
}

type Look = ChartSeries['look']

const line = (
  id: string,
  look: Look,
  epochs: readonly TokenizerEpoch[],
  read: (epoch: TokenizerEpoch) => number,
): ChartSeries => ({
  id,
  name: id,
  look,
  points: epochs.map((epoch) => [epoch.epoch, read(epoch)] as const),
})

export const psnrSeries = (epochs: readonly TokenizerEpoch[]): ChartSeries[] => [
  line('training', 'train', epochs, ({ trainPsnr }) => trainPsnr),
  line('held out', 'validation', epochs, ({ psnr }) => psnr),
]
export const usedSeries = (epochs: readonly TokenizerEpoch[]): ChartSeries[] => [
  line('codes used', 'model', epochs, ({ used }) => used),
]
export const perplexitySeries = (epochs: readonly TokenizerEpoch[]): ChartSeries[] => [
  line('perplexity', 'model', epochs, ({ perplexity }) => perplexity),
]
