/**
 * All tracks of a video at once: each is summed up as in `summary`, and becomes one token; encoder layers then let every
 * token look at those of its video. What MODEL.md left untried: learned attention across tracks.
 */
import type * as tf from '@tensorflow/tfjs-core'
import { beside, lookUpRows, summarise } from '../model/joins.ts'
import { Linear, type Parameter } from '../model/layers.ts'
import type { Inputs, Pass, SequenceModel } from '../model/parts.ts'
import type { SummaryOptions } from './summary.ts'
import { EncoderLayer } from './transformer.ts'

export interface ObjectOptions extends SummaryOptions {
  layers: number
  heads: number
  feedForward: number
}

export class AmongObjects implements SequenceModel {
  readonly name = 'object'
  readonly gives = 'tracks'
  readonly amongTracks = true
  readonly maxSteps = 500
  readonly inputDim: number
  readonly trackInputDim: number
  readonly outputDim: number
  readonly heads: number
  readonly embed: Linear
  readonly layers: EncoderLayer[]
  readonly parameters: Parameter[]

  constructor({ inputs, trackInputs, width, layers, heads, feedForward }: ObjectOptions) {
    this.inputDim = inputs
    this.trackInputDim = trackInputs
    this.outputDim = width
    this.heads = heads
    this.embed = new Linear('sequence.embed', 6 * inputs + trackInputs, width)
    this.layers = Array.from(
      { length: layers },
      (_, i) => new EncoderLayer(`sequence.${i}`, { width, feedForward, style: 'phase1' }),
    )
    this.parameters = [this.embed, ...this.layers].flatMap((layer) => layer.parameters)
  }

  /** → [B, width]; attention is [rows · heads, tracks, tracks]. */
  forward({ steps, tracks }: Inputs, pass: Pass): tf.Tensor2D {
    const { places, from, at } = pass.among!
    const summed = summarise(steps, pass.layout)
    const tokens = pass.dropout(this.embed.forward(tracks ? beside(summed, tracks) : summed, true))
    const among = { ...pass, places }
    const met = this.layers.reduce((seen, layer) => layer.forward(seen, among), lookUpRows(tokens, from))
    return lookUpRows(met, at)
  }
}
