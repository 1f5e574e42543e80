/** A plan with its weights: the head of a model. */
import type * as tf from '@tensorflow/tfjs-core'
import { TracksieveError } from '../../../../shared/errors.ts'
import { gelu } from '../model/activations.ts'
import type { Batch } from '../model/batch.ts'
import { lookUpRows, meanOfSteps } from '../model/joins.ts'
import { Linear, type Parameter } from '../model/layers.ts'
import type { Pass, SequenceModel, TaskHead } from '../model/parts.ts'
import type { HeadPlan, Task } from './plan.ts'
import { headPlan } from './registry.ts'
import { type HeadRecipe, layersOf, persistenceWeight, tasksOf } from './tasks.ts'

export class Head implements TaskHead {
  readonly name: string
  readonly takes: TaskHead['takes']
  readonly inputDim: number
  readonly parameters: Parameter[]
  readonly tasks: readonly Task[]
  readonly weight: number
  readonly #plan: HeadPlan
  readonly #layers: Map<string, Linear>
  readonly #ofTracks: boolean

  /** `sequence`: what gives it its rows. */
  constructor(
    recipe: HeadRecipe,
    { outputDim, gives, amongTracks }: Pick<SequenceModel, 'outputDim' | 'gives' | 'amongTracks'>,
  ) {
    this.#plan = headPlan(recipe.head)
    this.name = recipe.head
    this.takes = this.#plan.takes
    this.inputDim = outputDim
    this.tasks = tasksOf(recipe)
    this.weight = persistenceWeight(recipe)
    if (amongTracks && this.tasks.length > 0) throw looksAmongTracks(this.name)
    this.#ofTracks = gives === 'tracks'
    this.#layers = new Map(
      layersOf(recipe, outputDim).map(([name, inputs, outputs]) => [
        name,
        new Linear(`head.${name}`, inputs, outputs),
      ]),
    )
    this.parameters = [...this.#layers.values()].flatMap((layer) => layer.parameters)
  }

  forward(x: tf.Tensor2D, pass: Pass) {
    const { dropout, given } = pass
    return this.#plan.forward(x, {
      layer: (name, given, relu) => this.#layerOf(name).forward(given, relu),
      gelu,
      dropout,
      mean: (steps) => (this.#ofTracks ? steps : meanOfSteps(steps, pass.layout)),
      last: (steps) => (this.#ofTracks ? steps : lookUpRows(steps, given(lastRowsOf))),
      tasks: this.tasks,
    })
  }

  #layerOf(name: string): Linear {
    const layer = this.#layers.get(name)
    if (layer) return layer
    throw new Error(`the head '${this.name}' uses a layer '${name}', which its plan does not list`)
  }
}

const lastRowsOf = ({ batch }: { batch: Batch }): Int32Array =>
  Int32Array.from(batch.spans, ({ start, boxes }) => start + boxes - 1)

const looksAmongTracks = (head: string) =>
  new TracksieveError(
    'VALIDATION',
    `The head '${head}' has tasks, which are judged track by track, but the sequence model looks at whole videos.`,
    'Take the head persistence, or another sequence model.',
  )
