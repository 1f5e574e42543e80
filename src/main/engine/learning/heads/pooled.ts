/** Persistence of a track as a whole: its steps' mean, then 256 → 256 → 1 logit (SEED §6). */
import type * as tf from '@tensorflow/tfjs-core'
import { gelu } from '../activations.ts'
import { meanOfSteps } from '../joins.ts'
import { Linear, type Parameter } from '../layers.ts'
import type { Pass, TaskHead } from '../parts.ts'

export class PooledHead implements TaskHead {
  readonly name = 'pooled'
  readonly takes = 'steps'
  readonly inputDim: number
  readonly layers: [Linear, Linear]
  readonly parameters: Parameter[]

  constructor(inputDim: number) {
    this.inputDim = inputDim
    this.layers = [new Linear('head.0', inputDim, inputDim), new Linear('head.1', inputDim, 1)]
    this.parameters = this.layers.flatMap((layer) => layer.parameters)
  }

  /** [N, inputDim] → logits [B, 1]. */
  forward(x: tf.Tensor2D, pass: Pass): { logits: tf.Tensor2D } {
    const [first, last] = this.layers
    return { logits: last.forward(pass.dropout(gelu(first.forward(meanOfSteps(x, pass.spans))))) }
  }
}
