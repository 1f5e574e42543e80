/** Persistence of a track as a whole: its steps' mean, then 256 → 256 → 1 logit (SEED §6). */
import type { HeadPlan } from './plan.ts'

export const pooled: HeadPlan = {
  title: 'pooled, once a track',
  takes: 'steps',
  layers: (width) => [
    ['0', width, width],
    ['1', width, 1],
  ],
  /** [N, width] → logits [B, 1]. */
  forward: (x, { layer, gelu, dropout, mean }) => ({
    logits: layer('1', dropout(gelu(layer('0', mean(x))))),
  }),
}
