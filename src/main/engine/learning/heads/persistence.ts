/** Persistence of every step, or of every track: 64 → 32 → 16 → 1 logit (SEED §2.2). */
import type { HeadPlan } from './plan.ts'

export const persistence: HeadPlan = {
  title: 'persistence',
  takes: 'both',
  layers: (width) => [
    ['0', width, 32],
    ['1', 32, 16],
    ['2', 16, 1],
  ],
  /** [N, width] → logits [N, 1], row by row. */
  forward(x, { layer, dropout }) {
    const narrowed = dropout(layer('0', x, true))
    return { logits: layer('2', dropout(layer('1', narrowed, true))) }
  },
}
