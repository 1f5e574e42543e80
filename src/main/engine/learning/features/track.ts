/**
 * What decides on real tracks (MODEL.md): motion, neighbours, perspective, links, scores and survival; twelve inputs a step
 * and twenty a track. `past` is the variant that never looks beyond the box it judges.
 */

import { boxesIn, type Scene } from '../data/scene.ts'
import { beside, lookUpRows } from '../model/joins.ts'
import { Linear, type Parameter } from '../model/layers.ts'
import type { Described, FeatureExtractor, Inputs, Pass } from '../model/parts.ts'
import { mostSteps } from '../model/sizes.ts'
import { knowPast, knowScene } from './track/known.ts'
import { stepWidth } from './track/steps.ts'
import { fitPrior, type SurvivalModels } from './track/survival.ts'
import { viewTrack } from './track/view.ts'
import { trackWidth } from './track/whole.ts'

export interface TrackOptions {
  /** Width of the learned features of a step, its track's inputs included; 0 = inputs are handed on as they are. */
  width: number
  live: boolean
  survival: boolean
}

/** Longer tracks are described whole, then sampled evenly. */
const most = mostSteps.track

export class TrackFeatures implements FeatureExtractor {
  readonly name: string
  readonly inputDim = stepWidth
  readonly trackInputDim = trackWidth
  readonly outputDim: number
  readonly trackOutputDim: number
  readonly needsScene = true
  readonly maxSteps = most
  readonly layers: Linear[]
  readonly parameters: Parameter[]
  readonly #options: TrackOptions

  constructor(options: TrackOptions) {
    const { width, live } = options
    this.#options = options
    this.name = live ? 'past' : 'track'
    this.outputDim = width || stepWidth
    this.trackOutputDim = width ? 0 : trackWidth
    this.layers = width ? [new Linear('features.0', stepWidth + trackWidth, width)] : []
    this.parameters = this.layers.flatMap((layer) => layer.parameters)
  }

  learnPrior(scenes: readonly Scene[]): SurvivalModels | null {
    if (!this.#options.survival) return null
    return fitPrior(scenes.map((scene) => knowScene(scene, { survival: false, prior: null })))
  }

  describe(scene: Scene, tracks: readonly number[], prior: SurvivalModels | null): Described[] {
    const { live, survival } = this.#options
    const known = (live ? knowPast : knowScene)(scene, { survival, prior })
    return tracks.map((track) => ({
      boxes: boxesIn(scene, track),
      view: (view) => viewTrack(known, track, view, live, most),
    }))
  }

  forward({ steps, tracks }: Inputs, pass: Pass): Inputs {
    const [embed] = this.layers
    if (!embed) return { steps, tracks }
    return { steps: embed.forward(beside(steps, lookUpRows(tracks!, pass.ownerRows)), true), tracks: null }
  }
}
