/** Learned codes start where numbers lie; later those that nothing chooses, which learn nothing, are put there again. */
import * as tf from '@tensorflow/tfjs-core'
import type { Random } from '../../../base/random.ts'
import type { Work } from '../../../base/work.ts'
import { breathe } from '../../backends/breathe.ts'
import { takeNumbers } from '../../backends/reading.ts'
import { type ClipBatch, patchTensor } from './clips.ts'
import { CodeUse } from './codeUse.ts'
import { numbers } from './frequencies.ts'
import { type Columns, kMeans, rowOf } from './kMeans.ts'
import type { TokenizerNetwork } from './network.ts'
import type { TokenizerState } from './state.ts'
import { load } from './tokenizer.ts'

type Learned = Pick<TokenizerState, 'weights' | 'adam' | 'random'>

/** More say little more, and take long. */
const placesForStart = 12_000

export async function startCodes(
  network: TokenizerNetwork,
  { weights, random }: Learned,
  batches: readonly ClipBatch[],
  work: Work,
): Promise<void> {
  const { z } = await seen(network, weights, batches)
  const values = someRows(z, placesForStart, random)
  for (const { at, columns, codes } of booksOf(network)) {
    const means = kMeans({ values, ...columns }, codes, random)
    let step = means.next()
    for (; !step.done; step = means.next()) await breathe(work)
    weights.set(step.value, at)
  }
}

/** Every code that none of these clips uses becomes the numbers of one of their places. */
export async function reviveDeadCodes(
  network: TokenizerNetwork,
  { weights, adam, random }: Learned,
  batches: readonly ClipBatch[],
): Promise<void> {
  const { z, use } = await seen(network, weights, batches)
  booksOf(network).forEach(({ at, columns }, book) => {
    const data = { values: z, ...columns }
    use.counts[book]!.forEach((count, code) => {
      if (count > 0) return
      const from = at + code * columns.width
      weights.set(rowOf(data, random.integer(z.length / numbers)), from)
      for (const moments of [adam.mean, adam.square]) moments.fill(0, from, from + columns.width)
    })
  })
}

/** Where each book stands in the flat weights, and which numbers it is of. */
function booksOf(network: TokenizerNetwork) {
  let column = 0
  return network.quantiser.parameters.map((table) => {
    const [codes, width] = table.shape as [number, number]
    column += width
    const columns: Omit<Columns, 'values'> = { from: numbers, column: column - width, width }
    return { at: network.offsetOf(table), codes, columns }
  })
}

async function seen(network: TokenizerNetwork, weights: Float32Array, batches: readonly ClipBatch[]) {
  const use = new CodeUse(network.quantiser.sizes)
  const parts: Float32Array[] = []
  for (const batch of batches) {
    const results = tf.tidy(() => {
      load(network, weights)
      const { z } = network.encode(patchTensor(batch), batch.clips)
      return [z, network.quantiser.codesOf(z)]
    })
    const [z, codes] = await takeNumbers(results)
    parts.push(z!)
    use.add(Int32Array.from(codes!))
  }
  const z = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    z.set(part, at)
    at += part.length
  }
  return { z, use }
}

function someRows(z: Float32Array, most: number, random: Random): Float32Array {
  const rows = z.length / numbers
  if (rows <= most) return z
  const some = new Float32Array(most * numbers)
  for (let i = 0; i < most; i += 1) {
    const from = random.integer(rows) * numbers
    some.set(z.subarray(from, from + numbers), i * numbers)
  }
  return some
}
