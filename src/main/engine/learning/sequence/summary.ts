/** The sequence model that suffices on real tracks (MODEL.md): six statistics of the steps, beside what is known of the track. */
import type * as tf from '@tensorflow/tfjs-core'
import { beside, summarise } from '../model/joins.ts'
import { Linear, type Parameter } from '../model/layers.ts'
import type { Inputs, Pass, SequenceModel } from '../model/parts.ts'

export interface SummaryOptions {
  /** Of each step and of each track. */
  inputs: number
  trackInputs: number
  width: number
}

export class Summary implements SequenceModel {
  readonly name = 'summary'
  readonly gives = 'tracks'
  readonly heads = 0
  readonly maxSteps = 500
  readonly inputDim: number
  readonly trackInputDim: number
  readonly outputDim: number
  readonly layer: Linear
  readonly parameters: Parameter[]

  constructor({ inputs, trackInputs, width }: SummaryOptions) {
    this.inputDim = inputs
    this.trackInputDim = trackInputs
    this.outputDim = width
    this.layer = new Linear('sequence.0', 6 * inputs + trackInputs, width)
    this.parameters = this.layer.parameters
  }

  forward({ steps, tracks }: Inputs, pass: Pass): tf.Tensor2D {
    const summed = summarise(steps, pass.layout)
    return pass.dropout(this.layer.forward(tracks ? beside(summed, tracks) : summed, true))
  }
}
