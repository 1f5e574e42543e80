/** Attention of one head of one row at a time, on the numbers where they lie: nothing is split or joined. */
import type * as tf from '@tensorflow/tfjs-core'
import type { Kernels, Places } from '../kernel.ts'
import { type Matrix, multiply, turned } from './matrices.ts'
import type { WasmMemory } from './memory.ts'

type Attention = Pick<Kernels, 'attention' | 'attentionGradient'>

export const attentionIn = (memory: WasmMemory): Attention => ({
  attention(qkv, places) {
    const { steps, rows, heads, barrier } = places
    const width = qkv.shape[1] / 3
    const weights = memory.make<tf.Rank.R3>([rows * heads, steps, steps])
    const value = memory.make<tf.Rank.R2>([rows * steps, width])
    const scale = memory.numbers('scale', [1 / Math.sqrt(width / heads)])
    const [from, to, walls, looks] = [qkv, value, barrier, weights].map((tensor) => memory.at(tensor)) as Four
    const d = width / heads
    for (const { start, head, square } of places4(places)) {
      const [q, k, v] = parts(from, start, head, width, d)
      const w = { at: looks + square, row: steps * 4, column: 4 }
      multiply(memory, q, turned(k), w, { rows: steps, columns: steps, steps: d })
      memory.run.softmax(w.at, walls + square, steps, steps, scale)
      const out = { at: to + 4 * (start * width + head * d), row: width * 4 }
      multiply(memory, w, v, out, { rows: steps, columns: d, steps })
    }
    return { value, weights, kept: [qkv, weights] }
  },

  attentionGradient(dy, places, kept) {
    const [qkv, weights] = kept as [tf.Tensor2D, tf.Tensor3D]
    const { steps, heads } = places
    const width = qkv.shape[1] / 3
    const d = width / heads
    const slopes = memory.make<tf.Rank.R2>([qkv.shape[0], 3 * width])
    const scale = memory.numbers('scale', [1 / Math.sqrt(d)])
    const [from, looks, above, to] = [qkv, weights, dy, slopes].map((tensor) => memory.at(tensor)) as Four
    const s = { at: memory.room('slopes', steps * steps * 4), row: steps * 4, column: 4 }
    const [square, tall] = [
      { rows: steps, columns: steps, steps: d },
      { rows: steps, columns: d, steps },
    ]
    for (const place of places4(places)) {
      const [q, k, v] = parts(from, place.start, place.head, width, d)
      const [dq, dk, dv] = parts(to, place.start, place.head, width, d)
      const w = { at: looks + place.square, row: steps * 4, column: 4 }
      const out = { at: above + 4 * (place.start * width + place.head * d), row: width * 4, column: 4 }
      multiply(memory, out, turned(v), s, square)
      memory.run.softmaxBack(s.at, w.at, steps, steps, scale)
      multiply(memory, s, k, dq, tall)
      multiply(memory, turned(s), q, dk, tall)
      multiply(memory, turned(w), out, dv, tall)
    }
    return slopes
  },
})

type Four = [number, number, number, number]

/** First step of each row, head, and where their square of weights begins (bytes). */
function* places4({ rows, heads, steps }: Places) {
  for (let row = 0; row < rows; row += 1)
    for (let head = 0; head < heads; head += 1)
      yield { start: row * steps, head, square: (row * heads + head) * steps * steps * 4 }
}

/** Query, key and value of one head in [N, 3 · width], `d` numbers each. */
function parts(at: number, start: number, head: number, width: number, d: number): [Matrix, Matrix, Matrix] {
  const first = at + 4 * (start * 3 * width + head * d)
  const part = (which: number) => ({ at: first + 4 * which * width, row: 12 * width, column: 4 })
  return [part(0), part(1), part(2)]
}
