/** Persistence of every step, or of every track: 64 → 32 → 16 → 1 logit (SEED §2.2). */
import type * as tf from '@tensorflow/tfjs-core'
import { Linear, type Parameter } from '../layers.ts'
import type { Pass, TaskHead } from '../parts.ts'

export class PersistenceHead implements TaskHead {
  readonly name = 'persistence'
  readonly takes = 'both'
  readonly inputDim: number
  readonly layers: [Linear, Linear, Linear]
  readonly parameters: Parameter[]

  constructor(inputDim: number) {
    this.inputDim = inputDim
    this.layers = [
      new Linear('head.0', inputDim, 32),
      new Linear('head.1', 32, 16),
      new Linear('head.2', 16, 1),
    ]
    this.parameters = this.layers.flatMap((layer) => layer.parameters)
  }

  /** [N, inputDim] → logits [N, 1], row by row. */
  forward(x: tf.Tensor2D, pass: Pass): { logits: tf.Tensor2D } {
    const [first, second, last] = this.layers
    const narrowed = pass.dropout(first.forward(x, true))
    return { logits: last.forward(pass.dropout(second.forward(narrowed, true))) }
  }
}
