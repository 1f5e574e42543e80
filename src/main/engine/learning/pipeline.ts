/** Extractor, sequence model and head joined: one forward pass, one gradient, all weights as one flat vector. */
import * as tf from '@tensorflow/tfjs-core'
import type { Random } from '../base/random.ts'
import { amongTracks, placesOf } from './among.ts'
import { inParts, rowsAt } from './apart.ts'
import { type Batch, type Goal, targets } from './batch.ts'
import type { Dropout } from './dropout.ts'
import { given, type Part } from './graphs/given.ts'
import { Replay } from './graphs/replay.ts'
import { lookUpRows } from './joins.ts'
import { freshWeights, type Parameter } from './layers.ts'
import { crossEntropy } from './ops.ts'
import { fitTogether } from './fit.ts'
import type { Parts } from './parts.ts'
import { plus, taskLoss } from './losses.ts'
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
  readonly #replay = new Replay()

  /** Throws VALIDATION where one part gives something else than the next takes. */
  constructor(parts: Parts) {
    fitTogether(parts)
    const { features, sequence, head } = parts
    this.parts = parts
    this.parameters = [features, sequence, head].flatMap((part) => part.parameters)
    this.size = this.parameters.reduce((sum, parameter) => sum + parameter.size, 0)
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
    const parts = partsOf(batch, wanted, dropout)
    const [count, tasks] = [parts.length, wanted.tasks?.length ?? 0]
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
      logits: flatten(logits, batch.rows * batch.steps),
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

/** A batch and what it should answer, in parts that are computed beside each other. */
function partsOf(batch: Batch, wanted: Goal, dropout?: Dropout): InPass[] {
  const { tasks = [] } = wanted
  const { targets: all, weights } = targets(batch, wanted)
  let at = 0
  return inParts(batch).map(({ batch: own, tracks }, part) => {
    const [from, to] = [at, at + own.rows * own.steps]
    at = to
    return {
      part,
      batch: own,
      dropout,
      goal: { targets: all.subarray(from, to), weights: weights.subarray(from, to) },
      tasks: tasks.map((task) => ({
        ...task,
        targets: rowsAt(task.targets, batch.spans.length, tracks),
        weights: rowsAt(task.weights, batch.spans.length, tracks),
      })),
    }
  })
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

/** Read one by one: a tensor of them all would cost a reshape each, and a concatenation. */
export function flatten(parts: readonly Float32Array[], size: number): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(size)
  let at = 0
  for (const part of parts) {
    flat.set(part, at)
    at += part.length
  }
  return flat
}

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
