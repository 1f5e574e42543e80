/** Extractor, sequence model and head joined: one forward pass, one gradient, all weights as one flat vector. */
import * as tf from '@tensorflow/tfjs-core'
import type { Random } from '../../base/random.ts'
import { given, type Part } from '../graphs/given.ts'
import { Replay } from '../graphs/replay.ts'
import { amongTracks, placesOf } from './among.ts'
import { inParts, inTurns } from './apart.ts'
import type { Batch, Goal } from './batch.ts'
import type { Dropout } from './dropout.ts'
import { fitTogether } from './fit.ts'
import { type BatchGradient, flatten, partsOf, together } from './gradientParts.ts'
import { lookUpRows } from './joins.ts'
import { freshWeights, type Parameter } from './layers.ts'
import { plus, taskLoss } from './losses.ts'
import { crossEntropy } from './ops.ts'
import type { Parts } from './parts.ts'
import { type Given, type InPass, keyOf, passOf } from './pass.ts'

export interface ForwardOptions extends Part {
  dropout?: Dropout | undefined
  /** Called with each layer's attention [rows · heads, steps, steps]. */
  watch?: ((weights: tf.Tensor3D) => void) | undefined
  /** Ask for attention and for what the parts before the head gave. */
  details?: boolean
}

/** N = rows · steps of the batch. */
export interface Output {
  /** Persistence of each step [N, 1], before the sigmoid. */
  logits: tf.Tensor2D
  /** Of the head's tasks, by name [B, …]. */
  answers: Record<string, tf.Tensor2D>
  /** Of the extractor [N, F] and of the sequence model [N, D], or [B, D] where it gives tracks; only with `details`. */
  features?: tf.Tensor2D
  sequence?: tf.Tensor2D
  /** One a layer [rows, heads, steps, steps], or from track to track of a video; rows and columns of padding are 0. None without heads. Only with `details`. */
  attention?: tf.Tensor4D[]
}

export class ModularTrackingPipeline {
  readonly parts: Parts
  readonly parameters: readonly Parameter[]
  /** Number of weights. */
  readonly size: number
  /** Where the weights stand that learn at a rate of their own; null = all learn alike. */
  readonly tuned: { from: number; to: number } | null
  readonly #replay = new Replay()

  /** Throws VALIDATION where one part gives something else than the next takes. */
  constructor(parts: Parts) {
    fitTogether(parts)
    const { features, sequence, head } = parts
    this.parts = parts
    this.parameters = [features, sequence, head].flatMap((part) => part.parameters)
    this.size = this.parameters.reduce((sum, parameter) => sum + parameter.size, 0)
    const [first, last] = [features.tuned?.[0], features.tuned?.at(-1)]
    this.tuned =
      first && last ? { from: this.placeOf(first.name), to: this.placeOf(last.name) + last.size } : null
  }

  /** Where a parameter stands in the flat weights. */
  placeOf(name: string): number {
    const index = this.parameters.findIndex((parameter) => parameter.name === name)
    if (index < 0) throw new RangeError(`this model has no weights '${name}'`)
    return this.parameters.slice(0, index).reduce((sum, { size }) => sum + size, 0)
  }

  /** Fresh weights, one vector in the order of `parameters`. */
  start(random: Random): Float32Array {
    return freshWeights(this.parameters, random)
  }

  /** Puts the flat weights where the layers look for them. The tensors belong to the tidy around the call. */
  load(weights: Float32Array): void {
    let at = 0
    for (const parameter of this.parameters) {
      parameter.value = tf.tensor(given({ weights }, stretchOf(at, parameter.size)), [...parameter.shape])
      at += parameter.size
    }
  }

  /** One pass over a batch; call it inside tf.tidy, after `load`. */
  forward(batch: Batch, { dropout, details = false, watch, part = 0 }: ForwardOptions = {}): Output {
    const { features, sequence, head } = this.parts
    const attention: tf.Tensor3D[] = []
    const n = batch.rows * batch.steps
    const among = sequence.amongTracks ? amongTracks(batch) : undefined
    const pass = passOf({ batch, dropout, part }, among ? 0 : sequence.heads, {
      among: among && { ...among, places: placesOf(among.tokens, sequence.heads) },
      watch: details ? (weights) => attention.push(tf.keep(weights)) : watch,
    })
    const steps = tf.tensor2d(pass.given(inputsOf), [n, features.inputDim])
    const tracks =
      features.trackInputDim > 0
        ? tf.tensor2d(pass.given(tracksOf), [batch.spans.length, features.trackInputDim])
        : null
    const described = features.forward({ steps, tracks }, pass)
    const understood = sequence.forward(described, pass)
    const { logits: answer, ...answers } = head.forward(understood, pass)
    // A track that is judged as a whole gives each of its steps the same answer.
    const ofSteps = sequence.gives === 'steps' && head.takes === 'both'
    const logits = ofSteps ? answer : lookUpRows(answer, pass.ownerRows)
    if (!details) return { logits, answers }
    return {
      logits,
      answers,
      features: described.steps,
      sequence: understood,
      attention: sequence.heads > 0 ? shape(attention, among?.tokens ?? batch, sequence.heads) : [],
    }
  }

  /** The numbers of the tensors that `compute` returns, with the weights loaded. `kind` names it among what is computed here. */
  compute(kind: string, now: Given, compute: () => tf.Tensor[]): Promise<Float32Array[]> {
    const key = this.parts.sequence.amongTracks ? null : keyOf(kind, now.parts)
    return this.#replay.run(key, now, () =>
      tf.tidy(() => {
        this.load(now.weights)
        return compute()
      }),
    )
  }

  /**
   * Loss of a batch (cross-entropy averaged over a track's steps, then over tracks; with tasks the weighted sum of all) and
   * its gradient, flat. `logits` [N] are those of the same pass; `losses`: persistence, then each task, as weighted.
   */
  async gradient(weights: Float32Array, batch: Batch, wanted: Goal, dropout?: Dropout) {
    const { mostCrops } = this.parts.features
    if (!batch.crops || !mostCrops || batch.rows * batch.steps <= mostCrops)
      return this.#gradientOf(weights, partsOf(inParts(batch), batch, wanted, dropout))
    const turns: BatchGradient[] = []
    for (const part of partsOf(inTurns(batch, mostCrops), batch, wanted, dropout))
      turns.push(await this.#gradientOf(weights, [{ ...part, part: 0 }]))
    return turns.reduce(together)
  }

  async #gradientOf(weights: Float32Array, parts: readonly InPass[]): Promise<BatchGradient> {
    const [count, tasks] = [parts.length, parts[0]!.tasks?.length ?? 0]
    const numbers = await this.compute('gradient', { weights, parts }, () => {
      const seen: Learned[] = []
      const lossOf = () => {
        for (const part of parts) seen.push(this.#learned(part))
        return seen.flatMap(({ losses }) => losses).reduce(plus)
      }
      const values = this.parameters.map((parameter) => parameter.value)
      const { grads } = tf.engine().gradients(lossOf, values)
      return [...seen.map(({ logits }) => logits), ...seen.flatMap(({ losses }) => losses), ...grads]
    })
    const gradients = numbers.splice(count * (tasks + 2))
    const logits = numbers.splice(0, count)
    const losses = Array.from({ length: tasks + 1 }, (_, i) =>
      numbers.reduce((sum, [loss], at) => (at % (tasks + 1) === i ? sum + loss! : sum), 0),
    )
    return {
      loss: losses.reduce((sum, one) => sum + one, 0),
      losses,
      gradient: flatten(gradients, this.size),
      logits: flatten(
        logits,
        logits.reduce((sum, { length }) => sum + length, 0),
      ),
    }
  }

  /** What a part says, and its share of the losses: of persistence, then of each task. */
  #learned(now: InPass): Learned {
    const n = now.batch.rows * now.batch.steps
    const { tasks = [] } = now
    const wanted = now as Required<InPass>
    const { logits, answers } = this.forward(now.batch, now)
    const targets = tf.tensor2d(given(wanted, targetsOf), [n, 1])
    const shares = tf.tensor2d(given(wanted, sharesOf), [n, 1])
    const ofTasks = tasks.map((task, i) =>
      taskLoss(answers[task.name]!, {
        ...task,
        targets: given(wanted, taskTargetsOf(i)),
        weights: given(wanted, taskSharesOf(i)),
      }),
    )
    const losses = [crossEntropy(logits, targets, shares), ...ofTasks]
    // Wanted when the gradient has been computed.
    return { logits: tf.keep(logits), losses: losses.map((loss) => tf.keep(loss)) }
  }
}

interface Learned {
  logits: tf.Tensor2D
  losses: tf.Scalar[]
}

type With<K extends keyof InPass> = Required<Pick<InPass, K>>

const inputsOf = ({ batch }: With<'batch'>) => batch.inputs
const tracksOf = ({ batch }: With<'batch'>) => batch.tracks
const targetsOf = ({ goal }: With<'goal'>) => goal.targets
const sharesOf = ({ goal }: With<'goal'>) => goal.weights
const taskTargetsOf =
  (i: number) =>
  ({ tasks }: With<'tasks'>) =>
    tasks[i]!.targets
const taskSharesOf =
  (i: number) =>
  ({ tasks }: With<'tasks'>) =>
    tasks[i]!.weights
/** A copy, because backends upload later, when the optimiser may have changed the vector. */
const stretchOf =
  (at: number, size: number) =>
  ({ weights }: Pick<Given, 'weights'>) =>
    weights.slice(at, at + size)

/** [rows · heads, steps, steps] → [rows, heads, steps, steps], padding set to 0. */
function shape(layers: tf.Tensor3D[], { rows, steps, owner }: Batch, heads: number): tf.Tensor4D[] {
  const seen = tf.tensor(
    Float32Array.from(owner, (track) => (track > 0 ? 1 : 0)),
    [rows, 1, steps, 1],
  )
  return layers.map((layer) => {
    const weights = tf.mul(tf.reshape(layer, [rows, heads, steps, steps]), seen) as tf.Tensor4D
    layer.dispose()
    return weights
  })
}
