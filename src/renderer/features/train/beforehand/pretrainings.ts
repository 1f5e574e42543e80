/** Pretrainings in words, curves and figures. */
import type { Pretraining } from '../../../../shared/contract/pretraining.ts'
import type { ChartSeries } from '../../../components/chartParts.ts'
import { line, type Seen, stateWords } from './seen.ts'

/** "done · held out 0.213" */
export function pretrainingState(seen: Seen<Pretraining>): string {
  const last = seen.known?.epochs.at(-1)
  return [stateWords(seen), ...(last ? [`held out ${last.heldOut.toFixed(3)}`] : [])].join(' · ')
}

/** The two rules as level lines over all epochs. */
export function lossSeries({ epochs, recipe, rules }: Pretraining): ChartSeries[] {
  const level = (id: string, look: ChartSeries['look'], value: number): ChartSeries => ({
    id,
    name: id,
    look,
    inside: true,
    points: [
      [1, value],
      [Math.max(2, recipe.epochs), value],
    ],
  })
  return [
    level('mean of all steps', 'mean-of-all', rules.mean),
    level('mean of the track’s other steps', 'mean-of-track', rules.ownMean),
    line('training', 'train', epochs, ({ trainLoss }) => trainLoss),
    line('held out', 'validation', epochs, ({ heldOut }) => heldOut),
  ]
}

export interface RuleRow {
  readonly name: string
  readonly loss: string
  /** Beside the rule that costs nothing. */
  readonly beside: string
}

/** What a hidden step of a held-out video costs: by the network, and by the rules. */
export function lossRows({ epochs, rules }: Pretraining): RuleRow[] {
  const own = epochs.at(-1)?.heldOut
  const row = (name: string, loss: number): RuleRow => ({
    name,
    loss: loss.toFixed(4),
    beside: `${loss > rules.mean ? '+' : '−'}${Math.abs((loss / rules.mean - 1) * 100).toFixed(0)} %`,
  })
  return [
    ...(own === undefined ? [] : [row('the network', own)]),
    row('mean of the track’s other steps', rules.ownMean),
    { ...row('mean of all steps', rules.mean), beside: '' },
  ]
}

/** Has it learned more than the rules know? null = no epoch yet. */
export function verdict({ epochs, rules }: Pretraining): string | null {
  const own = epochs.at(-1)?.heldOut
  if (own === undefined) return null
  if (own >= rules.mean) return 'It tells hidden steps no better than the mean of all steps does.'
  if (own >= rules.ownMean)
    return 'It tells hidden steps better than the mean of all, but no better than the mean of the track’s other steps, which takes no training.'
  return 'It tells hidden steps better than both rules. Whether a model gains by it, only a training beside fresh weights can tell.'
}
