/** What each box looks like, and nothing of where it is: a small convolutional network on its crop. */
import * as tf from '@tensorflow/tfjs-core'
import { lookUpRows } from '../joins.ts'
import { Linear, type Parameter } from '../layers.ts'
import { halve, reshape, stackRows } from '../pixels/conv.ts'
import { Convolution } from '../pixels/convolution.ts'
import { patches, patchWidth, pixelsOf, toPatches } from '../pixels/readCrops.ts'
import { cropsWithin, type StepCrops } from '../pixels/trackCrops.ts'
import type { Described, FeatureExtractor, Inputs, Pass } from '../parts.ts'
import { cropsIn, type Scene } from '../scene.ts'

/** So many at a time: the first layers of more would take hundreds of megabytes. */
const cropsAtOnce = 256
const widths = [16, 32, 48] as const

export class CnnFeatures implements FeatureExtractor {
  readonly name = 'cnn'
  readonly inputDim = 0
  readonly trackInputDim = 0
  readonly outputDim: number
  readonly trackOutputDim = 0
  readonly needsScene = false
  readonly maxSteps = 64
  readonly parameters: Parameter[]
  readonly #stem = new Linear('features.stem', patchWidth, widths[0])
  readonly #middle = new Convolution('features.0', 4 * widths[0], widths[1])
  readonly #last = new Convolution('features.1', 4 * widths[1], widths[2])
  readonly #out: Linear

  constructor(width: number) {
    this.outputDim = width
    this.#out = new Linear('features.2', 16 * widths[2], width)
    this.parameters = [this.#stem, this.#middle, this.#last, this.#out].flatMap((layer) => layer.parameters)
  }

  learnPrior(): null {
    return null
  }

  describe(scene: Scene, tracks: readonly number[]): Described[] {
    return tracks.map((index) => {
      const track = cropsIn(scene, index)
      return {
        boxes: scene.offsets[index + 1]! - scene.offsets[index]!,
        view({ boxes, mirror }) {
          const count = Math.max(1, cropsWithin(track, boxes))
          return { inputs: nothing, track: nothing, boxes: count, crops: { track, count, mirror } }
        },
      }
    })
  }

  forward(_inputs: Inputs, pass: Pass): Inputs {
    const chunks = chunksOf(pass.crops!)
    const seen = stackRows(chunks.map((chunk) => tf.tidy(() => this.#look(chunk))))
    return { steps: pass.dropout(lookUpRows(seen, rowsOf(pass))), tracks: null }
  }

  /** [crops, width]. */
  #look(chunk: readonly StepCrops[]): tf.Tensor2D {
    const crops = chunk.reduce((sum, { count }) => sum + count, 0)
    const x = reshape<tf.Rank.R4>(this.#stem.forward(patchesOf(chunk, crops), true), [
      crops,
      patches,
      patches,
      widths[0],
    ])
    const small = this.#last.forward(halve(this.#middle.forward(halve(x), true)), true)
    return this.#out.forward(reshape<tf.Rank.R2>(small, [crops, 16 * widths[2]]), true)
  }
}

const nothing = new Float32Array()

function patchesOf(chunk: readonly StepCrops[], crops: number): tf.Tensor2D {
  const values = new Float32Array(crops * patches * patches * patchWidth)
  let at = 0
  for (const crop of chunk) {
    const pixels = pixelsOf(crop)
    toPatches(pixels, values, at)
    at += pixels.length
  }
  return tf.tensor2d(values, [crops * patches * patches, patchWidth])
}

function chunksOf(all: readonly StepCrops[]): StepCrops[][] {
  const chunks: StepCrops[][] = []
  let room = 0
  for (const crops of all) {
    if (room < crops.count) {
      chunks.push([])
      room = cropsAtOnce
    }
    chunks.at(-1)!.push(crops)
    room -= crops.count
  }
  return chunks
}

/** Of each step: the row of its crop; 0 in padding. */
function rowsOf({ spans, order }: Pass): Int32Array {
  const rows = new Int32Array(order.length)
  let first = 0
  for (const { start, boxes } of spans) {
    for (let i = 0; i < boxes; i += 1) rows[start + i] = first + i
    first += boxes
  }
  return rows
}
