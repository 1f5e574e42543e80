/** Tokenizers in words and curves. */
import type { Tokenizer, TokenizerEpoch } from '../../../../shared/contract/tokenizers.ts'
import type { ChartSeries } from '../../../components/chartParts.ts'
import { line, type Seen, stateWords } from './seen.ts'

/** "done · 26.0 dB · 21 % of codes" */
export function tokenizerWords(seen: Seen<Tokenizer>): string {
  const last = seen.known?.epochs.at(-1)
  const figures = last ? [`${last.psnr.toFixed(1)} dB`, `${Math.round(last.used * 100)} % of codes`] : []
  return [stateWords(seen), ...figures].join(' · ')
}

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
