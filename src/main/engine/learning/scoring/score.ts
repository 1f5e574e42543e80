/** Inference: scores and attention of many tracks, in batches that fit into memory. */
import * as tf from '@tensorflow/tfjs-core'
import type { Work } from '../../base/work.ts'
import { breathe } from '../backends/breathe.ts'
import { type Among, amongTracks } from '../model/among.ts'
import { type Batch, pack, type Sequence } from '../model/batch.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'

/** Of one track. */
export interface StepResult {
  /** Persistence score of each step, 0–1. */
  scores: Float32Array
  /**
   * Attention that each step receives from the track's steps, mean over layers, heads and looking steps: sums to 1,
   * 1/n everywhere is uniform, and what a model without attention gives. Of a model that looks among tracks: what the
   * track receives from the tracks of its group, spread over its steps: sums to 1 over all steps of a group.
   */
  attention: Float32Array
}

/** Most attention weights of a layer in one batch, and most steps: more are not faster, and take more memory. */
const mostWeights = 4_000_000
const mostSteps = 8_000
/** Tracks · longest one: what sums up tracks lays each out as long as the longest. */
const mostPlaces = 128_000

/** Results in the order of the sequences, which must be standardised. */
export async function scoreSequences(
  pipeline: ModularTrackingPipeline,
  weights: Float32Array,
  sequences: readonly Sequence[],
  work: Work,
): Promise<StepResult[]> {
  const results = new Array<StepResult>(sequences.length)
  let done = 0
  const { sequence } = pipeline.parts
  const cut = sequence.amongTracks ? wholeGroups(sequences) : inBatches(sequences, sequence.heads)
  for (const chunk of cut) {
    await breathe(work)
    const batch = pack(
      chunk.map((i) => sequences[i]!),
      pipeline.parts.features.inputDim,
    )
    const scored = await scoreBatch(pipeline, weights, batch)
    scored.forEach((result, n) => {
      results[chunk[n]!] = result
    })
    done += chunk.length
    work.progress({ phase: 'Scoring', done, total: sequences.length, unit: 'tracks' })
  }
  return results
}

/** Indices of the sequences, longest first, cut where a batch would grow too large. */
export function inBatches(sequences: readonly Sequence[], heads: number): number[][] {
  const order = sequences.map((_, i) => i).sort((a, b) => sequences[b]!.boxes - sequences[a]!.boxes || a - b)
  const result: number[][] = []
  let [room, places, longest] = [0, 0, 1]
  for (const i of order) {
    const { boxes } = sequences[i]!
    if (room < boxes || places < longest) {
      longest = Math.max(1, boxes)
      room = Math.max(longest, Math.min(mostSteps, Math.floor(mostWeights / (Math.max(1, heads) * longest))))
      places = Math.max(longest, mostPlaces)
      result.push([])
    }
    result.at(-1)!.push(i)
    room -= boxes
    places -= longest
  }
  return result
}

/** Groups stay whole; a batch takes them until it has as many steps as are worth while. */
function wholeGroups(sequences: readonly Sequence[]): number[][] {
  const groups = new Map<number, number[]>()
  sequences.forEach(({ group }, i) => {
    const key = group ?? -1 - i
    const own = groups.get(key)
    if (own) own.push(i)
    else groups.set(key, [i])
  })
  const result: number[][] = []
  let [steps, longest, tracks] = [0, 1, 0]
  for (const own of groups.values()) {
    for (const i of own) longest = Math.max(longest, sequences[i]!.boxes)
    steps += own.reduce((sum, i) => sum + sequences[i]!.boxes, 0)
    tracks += own.length
    if (result.length === 0 || steps > mostSteps || tracks * longest > mostPlaces) {
      result.push([])
      tracks = own.length
      steps = own.reduce((sum, i) => sum + sequences[i]!.boxes, 0)
      longest = own.reduce((most, i) => Math.max(most, sequences[i]!.boxes), 1)
    }
    result.at(-1)!.push(...own)
  }
  return result
}

async function scoreBatch(
  pipeline: ModularTrackingPipeline,
  weights: Float32Array,
  batch: Batch,
): Promise<StepResult[]> {
  const [scores, ...layers] = await pipeline.compute('scores', { weights, parts: [{ batch }] }, () => {
    const layers: tf.Tensor[] = []
    const watch = (layer: tf.Tensor3D) => layers.push(tf.keep(tf.sum(layer, 1)))
    const { logits } = pipeline.forward(batch, { watch })
    return [tf.sigmoid(logits), ...layers]
  })
  const { heads, amongTracks: among } = pipeline.parts.sequence
  const all = layers.length * heads
  if (among) {
    const shares = sharesOfTracks(layers, amongTracks(batch), heads)
    return batch.spans.map(({ start, boxes }, track) => ({
      scores: scores!.slice(start, start + boxes),
      attention: new Float32Array(boxes).fill(shares[track]! / boxes),
    }))
  }
  if (all === 0)
    return batch.spans.map(({ start, boxes }) => ({
      scores: scores!.slice(start, start + boxes),
      attention: new Float32Array(boxes).fill(1 / boxes),
    }))
  const received = new Float32Array(batch.rows * batch.steps)
  for (const layer of layers) addReceived(received, layer, batch, heads)
  return batch.spans.map(({ start, boxes }) => ({
    scores: scores!.slice(start, start + boxes),
    attention: received.slice(start, start + boxes).map((sum) => sum / (boxes * all)),
  }))
}

/** Share of its group's attention that each track receives, mean over layers, heads and looking tracks. */
function sharesOfTracks(layers: readonly Float32Array[], { tokens, at }: Among, heads: number): Float32Array {
  const received = new Float32Array(tokens.rows * tokens.steps)
  for (const layer of layers) addReceived(received, layer, tokens, heads)
  const size = new Map<number, number>()
  for (const owner of tokens.owner) size.set(owner, (size.get(owner) ?? 0) + 1)
  return Float32Array.from(
    at,
    (place) => received[place]! / (size.get(tokens.owner[place]!)! * heads * layers.length),
  )
}

/** `sums` [rows · heads, steps] of one layer, added over its heads. */
function addReceived(
  received: Float32Array,
  sums: Float32Array,
  { rows, steps }: Batch,
  heads: number,
): void {
  for (let row = 0; row < rows; row += 1)
    for (let head = 0; head < heads; head += 1)
      for (let step = 0; step < steps; step += 1)
        received[row * steps + step]! += sums[(row * heads + head) * steps + step]!
}

/** A track's score: the mean over its seen steps. */
export const meanOf = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
