/** What a box looks like, beside other inputs of its step and track; where the next part wants a width, one layer to it. */
import * as tf from '@tensorflow/tfjs-core'
import { cropsIn, type Scene } from '../data/scene.ts'
import type { Sequence } from '../model/batch.ts'
import { beside, lookUpRows } from '../model/joins.ts'
import { Linear, type Parameter } from '../model/layers.ts'
import type { Described, FeatureExtractor, Inputs, Pass, View } from '../model/parts.ts'
import type { SurvivalModels } from './track/survival.ts'

export interface HybridOptions {
  visual: FeatureExtractor
  /** null = nothing stands beside the pixels. */
  other: FeatureExtractor | null
  /** 0 = inputs of steps and of tracks are handed on as they are. */
  width: number
}

export class HybridFeatures implements FeatureExtractor {
  readonly name: string
  readonly inputDim: number
  readonly trackInputDim: number
  readonly outputDim: number
  readonly trackOutputDim: number
  readonly needsScene: boolean
  readonly maxSteps: number
  readonly parameters: Parameter[]
  readonly tuned: readonly Parameter[] | undefined
  readonly mostCrops: number | undefined
  readonly #visual: FeatureExtractor
  readonly #other: FeatureExtractor | null
  readonly #layers: Linear[]

  constructor({ visual, other, width }: HybridOptions) {
    this.#visual = visual
    this.#other = other
    const [steps, tracks] = [other?.outputDim ?? 0, other?.trackOutputDim ?? 0]
    this.name = other ? 'hybrid' : visual.name
    this.inputDim = (other?.inputDim ?? 0) + visual.inputDim
    this.trackInputDim = other?.trackInputDim ?? 0
    this.needsScene = other?.needsScene ?? false
    this.maxSteps = visual.maxSteps
    this.tuned = visual.tuned
    this.mostCrops = visual.mostCrops
    this.outputDim = width || visual.outputDim + steps
    this.trackOutputDim = width ? 0 : tracks
    this.#layers = width ? [new Linear('features.joined', visual.outputDim + steps + tracks, width)] : []
    const parts = [visual, ...(other ? [other] : []), ...this.#layers]
    this.parameters = parts.flatMap((part) => [...part.parameters])
  }

  learnPrior(scenes: readonly Scene[]): SurvivalModels | null {
    return this.#other?.learnPrior(scenes) ?? null
  }

  describe(scene: Scene, tracks: readonly number[], prior: SurvivalModels | null): Described[] {
    const seen = this.#visual.describe(scene, tracks, prior)
    const told = this.#other?.describe(scene, tracks, prior)
    if (!told) return seen
    return tracks.map((track, i) => ({
      boxes: seen[i]!.boxes,
      view: (view: View) => joined(seen[i]!, told[i]!, view, cropsIn(scene, track).boxes),
    }))
  }

  forward(inputs: Inputs, pass: Pass): Inputs {
    const [ofOther, ofVisual] = this.#split(inputs.steps)
    const seen = this.#visual.forward({ ...inputs, steps: ofVisual }, pass).steps
    const told = this.#other?.forward({ ...inputs, steps: ofOther }, pass) ?? { steps: null, tracks: null }
    const steps = told.steps ? beside(told.steps, seen) : seen
    const [embed] = this.#layers
    if (!embed) return { steps, tracks: told.tracks }
    const all = told.tracks ? beside(steps, lookUpRows(told.tracks, pass.ownerRows)) : steps
    return { steps: embed.forward(all, true), tracks: null }
  }

  /** Inputs of the others, and of what looks. Nothing is learned before them: no gradient is needed. */
  #split(steps: tf.Tensor2D): [tf.Tensor2D, tf.Tensor2D] {
    const [told, seen] = [this.#other?.inputDim ?? 0, this.#visual.inputDim]
    if (told === 0 || seen === 0) return [steps, steps]
    return tf.split<tf.Tensor2D>(steps, [told, seen], 1) as [tf.Tensor2D, tf.Tensor2D]
  }
}

/** [n, a] and [n, b] → [n, a + b]. */
function sideBySide(left: Float32Array, right: Float32Array, n: number): Float32Array {
  if (right.length === 0) return left
  const [a, b] = [left.length / n, right.length / n]
  const both = new Float32Array(n * (a + b))
  for (let i = 0; i < n; i += 1) {
    both.set(left.subarray(i * a, (i + 1) * a), i * (a + b))
    both.set(right.subarray(i * b, (i + 1) * b), i * (a + b) + a)
  }
  return both
}

/** The steps are the boxes with a crop; the other inputs are computed of all boxes, then taken at those. */
function joined(seen: Described, told: Described, view: View, crops: Int32Array): Sequence {
  const { boxes, crops: looks, inputs: visual } = seen.view(view)
  const { inputs, track, boxes: given } = told.view(view)
  const width = inputs.length / given
  const chosen = new Float32Array(boxes * width)
  for (let i = 0; i < boxes; i += 1) {
    // Of long tracks the other inputs are thinned out too.
    const box = view.boxes > 1 ? Math.round((crops[i]! * (given - 1)) / (view.boxes - 1)) : 0
    const at = Math.min(given - 1, box) * width
    chosen.set(inputs.subarray(at, at + width), i * width)
  }
  return { inputs: sideBySide(chosen, visual, boxes), track, boxes, ...(looks ? { crops: looks } : {}) }
}
