/** Training of a tokenizer: pixels to codes to the same pixels. Goes on exactly from the end of the last epoch. */
import * as tf from '@tensorflow/tfjs-core'
import type { TokenizerRecipe } from '../../../../../shared/contract/tokenizers.ts'
import { TracksieveError } from '../../../../../shared/errors.ts'
import type { Random } from '../../../base/random.ts'
import type { Work } from '../../../base/work.ts'
import { breathe } from '../../backends/breathe.ts'
import { takeNumbers } from '../../backends/reading.ts'
import { isSound } from '../../training/finite.ts'
import { clipGradient, rateAt } from '../../training/schedule.ts'
import { onPictures } from '../conv.ts'
import type { TrackCrops } from '../trackCrops.ts'
import { type ClipBatch, clipBatch, patchTensor, psnrOf } from './clips.ts'
import { judge } from './judge.ts'
import { TokenizerNetwork } from './network.ts'
import { reviveDeadCodes, startCodes } from './revive.ts'
import type { TokenizerState } from './state.ts'
import { load, Tokenizer } from './tokenizer.ts'

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
  const network = new TokenizerNetwork(recipe.quantiser)
  const perEpoch = Math.min(recipe.clipsAnEpoch, clips.train.length)
  const steps = Math.ceil(perEpoch / recipe.batch)
  const draw = () => clipBatch(drawWindows(clips.train, recipe, state.random), recipe.window)
  while (state.epochs.length < recipe.epochs) {
    const started = performance.now()
    const epoch = state.epochs.length + 1
    let sum = 0
    for (let step = 0; step < steps; step += 1) {
      await breathe(work)
      await tend(network, state, { epoch, step, steps, recipe }, draw, work)
      const batch = draw()
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
    if (!isSound(state)) throw lossIsNoNumber(epoch)
    const seconds = (performance.now() - started) / 1000
    const held = await judge(new Tokenizer(state.weights, recipe.quantiser), clips.heldOut, work)
    state.epochs.push({ epoch, trainPsnr: psnrOf((sum / steps) * 127.5 ** 2), ...held, seconds })
    await ended(state)
  }
}

/** Learned codes are looked after twice an epoch; not in the last quarter, in which they settle. */
async function tend(
  network: TokenizerNetwork,
  state: TokenizerState,
  { epoch, step, steps, recipe }: { epoch: number; step: number; steps: number; recipe: TokenizerRecipe },
  draw: () => ClipBatch,
  work: Work,
): Promise<void> {
  if (network.quantiser.parameters.length === 0) return
  const batches = (count: number) => Array.from({ length: count }, draw)
  if (epoch === 1 && step === 0) await startCodes(network, state, batches(12), work)
  else if (step % Math.max(1, Math.ceil(steps / 2)) === 0 && epoch <= 0.75 * recipe.epochs)
    await reviveDeadCodes(network, state, batches(4))
}

/** Every frame is as likely as any other: a clip of one frame comes less often than one that fills a window. */
function drawWindows(
  clips: readonly TrackCrops[],
  { batch, window }: TokenizerRecipe,
  random: Random,
): TrackCrops[] {
  const drawn: TrackCrops[] = []
  while (drawn.length < Math.min(batch, clips.length)) {
    const clip = clips[random.integer(clips.length)]!
    if (random.between(0, 1) * window < clip.boxes.length) drawn.push(windowOf(clip, window, random))
  }
  return drawn
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
    const x = patchTensor(batch)
    const total = batch.real.reduce((sum, real) => sum + real, 0)
    const share = Float32Array.from(batch.real, (real) => real / (total * 256 * 48))
    const shares = tf.reshape(tf.tile(tf.tensor2d(share, [clips * frames, 1]), [1, 256]), [count, 1])
    const lossOf = () =>
      squaredError(network.decode(network.quantiser.quantise(network.encode(x, clips).z), clips), x, shares)
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

const lossIsNoNumber = (epoch: number) =>
  new TracksieveError(
    'VALIDATION',
    `The loss of the tokenizer is no number any more: epoch ${epoch}.`,
    'Training stopped and the last epoch was kept. Take a smaller learning rate.',
  )
