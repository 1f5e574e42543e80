/** Training of a tokenizer: pixels to codes to the same pixels. Goes on exactly from the end of the last epoch. */
import * as tf from '@tensorflow/tfjs-core'
import type { TokenizerEpoch, TokenizerRecipe } from '../../../../../shared/contract/tokenizers.ts'
import { TracksieveError } from '../../../../../shared/errors.ts'
import { createRandom, type Random, shuffle } from '../../../base/random.ts'
import type { Work } from '../../../base/work.ts'
import { breathe } from '../../breathe.ts'
import { Adam } from '../../optimiser.ts'
import { takeNumbers } from '../../reading.ts'
import { clipGradient, rateAt } from '../../schedule.ts'
import { onPictures } from '../conv.ts'
import type { TrackCrops } from '../trackCrops.ts'
import { type ClipBatch, clipBatch, errorsOf, psnrOf } from './clips.ts'
import { TokenizerNetwork } from './network.ts'
import { CodeUse, quantise } from './quantise.ts'
import { load, Tokenizer } from './tokenizer.ts'

export interface TokenizerState {
  weights: Float32Array
  adam: Adam
  random: Random
  epochs: TokenizerEpoch[]
}

export function freshState({ seed }: TokenizerRecipe): TokenizerState {
  const random = createRandom(seed, 'tokenizer')
  const network = new TokenizerNetwork()
  const weights = new Float32Array(network.size)
  let at = 0
  for (const parameter of network.parameters)
    for (let i = 0; i < parameter.size; i += 1) weights[at++] = parameter.start(random)
  return { weights, adam: new Adam(weights.length), random, epochs: [] }
}

export interface TokenizerClips {
  train: TrackCrops[]
  heldOut: TrackCrops[]
}

/** `ended` writes the state so that training can go on from there. Throws CANCELLED, VALIDATION when the loss is no number. */
export async function trainTokenizer(
  recipe: TokenizerRecipe,
  clips: TokenizerClips,
  state: TokenizerState,
  ended: (state: TokenizerState) => Promise<void>,
  work: Work,
): Promise<void> {
  const network = new TokenizerNetwork()
  const perEpoch = Math.min(recipe.clipsAnEpoch, clips.train.length)
  const steps = Math.ceil(perEpoch / recipe.batch)
  while (state.epochs.length < recipe.epochs) {
    const started = performance.now()
    const epoch = state.epochs.length + 1
    const chosen = shuffle([...clips.train], state.random).slice(0, perEpoch)
    let sum = 0
    for (let step = 0; step < steps; step += 1) {
      await breathe(work)
      const shown = chosen.slice(step * recipe.batch, (step + 1) * recipe.batch)
      const batch = clipBatch(shown.map((clip) => windowOf(clip, recipe.window, state.random)))
      const { loss, gradient } = await gradientOf(network, state.weights, batch)
      if (!Number.isFinite(loss)) throw lossIsNoNumber(epoch)
      clipGradient(gradient, 1)
      const pace = { learningRate: recipe.learningRate, warmUp: 0.02, schedule: 'cosine' as const }
      state.adam.step(state.weights, gradient, rateAt(state.adam.steps, recipe.epochs * steps, pace))
      sum += loss
      work.progress({
        phase: `Epoch ${epoch} of ${recipe.epochs}`,
        done: step + 1,
        total: steps,
        unit: 'steps',
      })
    }
    const seconds = (performance.now() - started) / 1000
    const held = await judge(new Tokenizer(state.weights), clips.heldOut, recipe.batch, work)
    state.epochs.push({ epoch, trainPsnr: psnrOf((sum / steps) * 127.5 ** 2), ...held, seconds })
    await ended(state)
  }
}

/** Some frames in a row. */
function windowOf(clip: TrackCrops, frames: number, random: Random): TrackCrops {
  const start = random.integer(Math.max(1, clip.boxes.length - frames + 1))
  return { ...clip, first: clip.first + start, boxes: clip.boxes.slice(start, start + frames) }
}

async function gradientOf(network: TokenizerNetwork, weights: Float32Array, batch: ClipBatch) {
  const results = tf.tidy(() => {
    load(network, weights)
    const [count, { clips, frames }] = [batch.patches.length / 48, batch]
    const x = tf.tensor2d(batch.patches, [count, 48])
    const total = batch.real.reduce((sum, real) => sum + real, 0)
    const share = Float32Array.from(batch.real, (real) => real / (total * 256 * 48))
    const shares = tf.reshape(tf.tile(tf.tensor2d(share, [clips * frames, 1]), [1, 256]), [count, 1])
    const lossOf = () => squaredError(network.decode(quantise(network.encode(x, clips).z), clips), x, shares)
    const { value, grads } = tf.engine().gradients(
      lossOf,
      network.parameters.map((parameter) => parameter.value),
    )
    return [value, ...grads]
  })
  const [loss, ...parts] = await takeNumbers(results)
  const gradient = new Float32Array(network.size)
  let at = 0
  for (const part of parts) {
    gradient.set(part, at)
    at += part.length
  }
  return { loss: loss![0]!, gradient }
}

/** Σ share · (got − wanted)². */
function squaredError(got: tf.Tensor2D, wanted: tf.Tensor2D, shares: tf.Tensor): tf.Scalar {
  return onPictures<[tf.Tensor2D], tf.Scalar>((a) => {
    const weighted = tf.mul(tf.sub(a, wanted), shares)
    return {
      value: tf.sum(tf.mul(weighted, tf.sub(a, wanted))) as tf.Scalar,
      keep: [weighted],
      back: (dy, [kept]) => [tf.mul(tf.mul(kept!, 2), dy)],
    }
  })(got)
}

/** On clips that training never saw: mean PSNR of the clips, and how the codes were used. */
async function judge(
  tokenizer: Tokenizer,
  tracks: readonly TrackCrops[],
  batch: number,
  work: Work,
): Promise<Pick<TokenizerEpoch, 'psnr' | 'used' | 'perplexity'>> {
  const use = new CodeUse()
  let sum = 0
  for (let at = 0; at < tracks.length; at += batch) {
    await breathe(work)
    const clips = clipBatch(tracks.slice(at, at + batch))
    const { patches, codes } = await tokenizer.reconstruct(clips)
    use.add(codes)
    for (const error of errorsOf(clips, patches)) sum += psnrOf(error)
  }
  return { psnr: sum / tracks.length, used: use.used, perplexity: use.perplexity }
}

const lossIsNoNumber = (epoch: number) =>
  new TracksieveError(
    'VALIDATION',
    `The loss of the tokenizer is no number any more: epoch ${epoch}.`,
    'Training stopped and the last epoch was kept. Take a smaller learning rate.',
  )
