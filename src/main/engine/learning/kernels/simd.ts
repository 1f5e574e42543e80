/**
 * For wasm: routines of our own in the backend's memory (simd/), two to ten times as fast as those that it brings.
 * Where the memory is out of reach or there is no SIMD, the plain ones remain.
 */
import * as tf from '@tensorflow/tfjs-core'
import { epsilon, type Kernels } from './kernel.ts'
import { plainKernels } from './plain.ts'
import { attentionIn } from './simd/attention.ts'
import { multiply, turned } from './simd/matrices.ts'
import { WasmMemory } from './simd/memory.ts'

let made: { backend: unknown; kernels: Kernels } | undefined

export function simdKernels(): Kernels {
  const backend = tf.backend()
  if (made?.backend !== backend) made = { backend, kernels: make(backend) }
  return made.kernels
}

function make(backend: unknown): Kernels {
  try {
    const memory = new WasmMemory(backend)
    return { ...plainKernels, ...matricesIn(memory), ...rowsIn(memory), ...attentionIn(memory) }
  } catch {
    return plainKernels
  }
}

function matricesIn(memory: WasmMemory): Pick<Kernels, 'product' | 'dense'> {
  const matrix = (x: tf.Tensor2D, flip: boolean) => {
    const lying = { at: memory.at(x), row: 4 * x.shape[1], column: 4 }
    return flip ? turned(lying) : lying
  }
  return {
    product(a, b, flipA = false, flipB = false) {
      const [rows, steps] = flipA ? [a.shape[1], a.shape[0]] : a.shape
      const columns = b.shape[flipB ? 0 : 1]
      const c = memory.make<tf.Rank.R2>([rows, columns])
      const to = { at: memory.at(c), row: 4 * columns }
      multiply(memory, matrix(a, flipA), matrix(b, flipB), to, { rows, columns, steps })
      return c
    },
    dense(x, weight, bias, relu) {
      const [[rows, steps], columns] = [x.shape, weight.shape[1]]
      const c = memory.make<tf.Rank.R2>([rows, columns])
      const to = { at: memory.at(c), row: 4 * columns }
      // Read eight at a time: a short one would be read over its end.
      const all =
        columns % 8 === 0 ? memory.at(bias) : memory.numbers('bias', [...bias.dataSync()], columns + 8)
      multiply(memory, matrix(x, false), matrix(weight, false), to, { rows, columns, steps }, all, relu)
      return c
    },
  }
}

function rowsIn(memory: WasmMemory): Pick<Kernels, 'reluGradient' | 'sumOfRows' | 'norm' | 'normGradient'> {
  const share = (width: number) => memory.numbers('share', [1 / width, epsilon])
  return {
    reluGradient(dy, value) {
      const dx = memory.make<tf.Rank.R2>(dy.shape)
      memory.run.reluBack(memory.at(dy), memory.at(value), dy.size, memory.at(dx))
      return dx
    },
    sumOfRows(x) {
      const sum = memory.zeros<tf.Rank.R1>([x.shape[1]])
      memory.run.addRows(memory.at(x), x.shape[0], x.shape[1], memory.at(sum))
      return sum
    },
    norm(x, scale, shift) {
      const [rows, width] = x.shape
      if (width % 4 !== 0) return plainKernels.norm(x, scale, shift)
      const [value, unit] = [memory.make<tf.Rank.R2>([rows, width]), memory.make<tf.Rank.R2>([rows, width])]
      const inverse = memory.make<tf.Rank.R2>([rows, 1])
      const [from, g, b, to, u, i] = [x, scale, shift, value, unit, inverse].map((t) => memory.at(t)) as Six
      memory.run.norm(from, g, b, rows, width, to, u, i, share(width))
      return { value, kept: [unit, inverse] }
    },
    normGradient(dy, scale, kept) {
      const [rows, width] = dy.shape
      if (width % 4 !== 0) return plainKernels.normGradient(dy, scale, kept)
      const dx = memory.make<tf.Rank.R2>([rows, width])
      const [dScale, dShift] = [memory.zeros<tf.Rank.R1>([width]), memory.zeros<tf.Rank.R1>([width])]
      const [unit, inverse] = kept as [tf.Tensor, tf.Tensor]
      const from = [dy, unit, inverse, scale].map((t) => memory.at(t))
      const to = [dx, dScale, dShift].map((t) => memory.at(t))
      memory.run.normBack(...from, rows, width, ...to, share(width))
      return [dx, dScale, dShift]
    },
  }
}

type Six = [number, number, number, number, number, number]
