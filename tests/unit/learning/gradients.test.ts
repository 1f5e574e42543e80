/** Every own gradient against finite differences, on every backend that is here. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createRandom } from '../../../src/main/engine/base/random.ts'
import { useBackend } from '../../../src/main/engine/learning/backends/backends.ts'
import { gelu } from '../../../src/main/engine/learning/model/activations.ts'
import { attend, type Places } from '../../../src/main/engine/learning/model/attention.ts'
import { barrier, pack } from '../../../src/main/engine/learning/model/batch.ts'
import { beside, layOut, meanOfSteps, summarise } from '../../../src/main/engine/learning/model/joins.ts'
import * as ops from '../../../src/main/engine/learning/model/ops.ts'
import { recur } from '../../../src/main/engine/learning/sequence/recurrent.ts'
import { backendsHere } from '../../support/backends.ts'
import { someSequences } from '../../support/tracks.ts'

// The first graph of a kind takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const random = createRandom(7, 'gradients')
const numbers = (size: number) => Float32Array.from({ length: size }, () => random.between(-1, 1))
const matrix = (rows: number, columns: number) => tf.tensor2d(numbers(rows * columns), [rows, columns])
const vector = (size: number) => tf.tensor1d(numbers(size))

type Operation = (...inputs: never[]) => tf.Tensor

/** Σ output · fixed random numbers: a scalar whose gradient tells every output apart. */
function gradientsOf(operation: Operation, inputs: tf.Tensor[], mix: tf.Tensor): Float32Array[] {
  const { grads } = tf.engine().gradients(() => mixed(operation, inputs, mix), inputs)
  return grads.map((grad) => grad.dataSync() as Float32Array)
}

/** An operation with a gradient of its own, because the core package brings none. */
const mixed = (operation: Operation, inputs: tf.Tensor[], mix: tf.Tensor): tf.Tensor => {
  const weigh = tf.customGrad((x) => ({
    value: tf.sum(tf.mul(x as tf.Tensor, mix)),
    gradFunc: (dy: tf.Tensor) => [tf.mul(mix, dy)],
  }))
  return weigh(operation(...(inputs as never[])))
}

function slopesOf(operation: Operation, inputs: tf.Tensor[], mix: tf.Tensor): Float32Array[] {
  const step = 1e-2
  return inputs.map((input, which) => {
    const values = input.dataSync().slice() as Float32Array
    return values.map((value, i) => {
      const at = (shift: number) => {
        const moved = values.slice()
        moved[i] = value + shift
        const others = inputs.map((other, n) => (n === which ? tf.tensor(moved, input.shape) : other))
        return mixed(operation, others, mix).dataSync()[0]!
      }
      return (at(step) - at(-step)) / (2 * step)
    })
  })
}

function check(operation: Operation, inputs: tf.Tensor[], within = 2e-2): void {
  const shape = tf.tidy(() => operation(...(inputs as never[])).shape)
  const mix = tf.tensor(numbers(shape.reduce((product, n) => product * n, 1)), shape)
  const own = gradientsOf(operation, inputs, mix)
  const measured = slopesOf(operation, inputs, mix)
  own.forEach((gradient, n) => {
    expect(gradient.length).toBe(measured[n]!.length)
    gradient.forEach((value, i) => {
      const slope = measured[n]![i]!
      expect(Math.abs(value - slope), `input ${n}, number ${i}: ${value} for ${slope}`).toBeLessThan(
        within * (1 + Math.abs(slope)),
      )
    })
  })
}

describe.each(await backendsHere())('gradients on %s', (backend) => {
  beforeEach(async () => {
    await useBackend(backend)
  })

  it.each([
    ['narrow to wide', 7, 3, 5],
    ['wide to narrow', 7, 5, 3],
    ['one row', 1, 4, 4],
    ['to one column', 6, 4, 1],
  ])('dense, %s', (_, rows, inputs, outputs) => {
    check(ops.dense, [matrix(rows, inputs), matrix(inputs, outputs), vector(outputs)])
  })

  it('dense with ReLU: nothing flows where it is closed', () => {
    const x = tf.tensor2d([1, 2, -1, 1], [2, 2])
    const weight = tf.tensor2d([1, -1, 1, -1], [2, 2])
    check(
      (a, b, c) => ops.dense(a as never, b as never, c as never, true),
      [x, weight, tf.tensor1d([0.5, 0.25])],
    )
  })

  it('layer norm', () => {
    check(ops.layerNorm, [matrix(5, 6), vector(6), vector(6)])
  })

  it('add, also of a tensor to itself', () => {
    check(ops.add, [matrix(3, 4), matrix(3, 4)])
    check((x) => ops.add(x as tf.Tensor2D, x as tf.Tensor2D), [matrix(3, 4)])
  })

  it('mask', () => {
    const mask = tf.tensor2d([0, 2, 2, 0, 2, 2], [2, 3])
    check((x) => ops.masked(x as tf.Tensor2D, mask), [matrix(2, 3)])
  })

  it('look-up, with a row that is taken twice and one that never is', () => {
    check((table) => ops.lookUp(table as tf.Tensor2D, Int32Array.of(2, 0, 2, 1)), [matrix(4, 3)])
  })

  it('cross-entropy', () => {
    const [targets, weights] = [tf.tensor2d([1, 0, 1], [3, 1]), tf.tensor2d([0.5, 0.25, 0], [3, 1])]
    check((z) => ops.crossEntropy(z as tf.Tensor2D, targets, weights), [tf.tensor2d([0.3, -2, 4], [3, 1])])
  })

  it.each([
    ['tracks of three, two and one boxes', [3, 2, 1], 2],
    ['one box', [1], 2],
    ['padding at the end of a row', [3, 2], 1],
  ])('attention: %s', (_, lengths, heads) => {
    const batch = pack(someSequences(lengths), 9)
    const { rows, steps } = batch
    const walls = tf.tile(tf.tensor2d(barrier(batch), [rows, steps * steps]), [1, heads])
    const places: Places = { rows, steps, heads, barrier: tf.reshape(walls, [rows * heads, steps, steps]) }
    const seen = tf.tensor2d(
      Float32Array.from({ length: rows * steps * heads * 2 }, (_, i) =>
        batch.owner[Math.floor(i / (heads * 2))] ? 1 : 0,
      ),
      [rows * steps, heads * 2],
    )
    // What padding comes to is nobody's business.
    check((qkv: tf.Tensor2D) => ops.masked(attend(qkv, places), seen), [matrix(rows * steps, 3 * heads * 2)])
  })

  const steps = 6
  const layout = layOut(pack(someSequences([3, 1, 2]), 9).spans, steps)
  it.each([
    ['mean of the steps of tracks', (x: tf.Tensor2D) => meanOfSteps(x, layout), 2],
    ['smooth ReLU', gelu, 3],
  ])('%s', (_, operation, width) => {
    check(operation as Operation, [matrix(steps, width)])
  })

  it('statistics of the steps of tracks', () => {
    // Well apart: at a tie the highest one changes with the step.
    const x = tf.tensor2d([0.1, 0.9, -0.7, 0.2, 0.8, -0.5, 0.3, 0.6, -0.9, 0.4, 0.5, -0.2], [steps, 2])
    check((a) => summarise(a as tf.Tensor2D, layout), [x])
  })

  it('side by side', () => {
    check(beside, [matrix(3, 2), matrix(3, 4)])
  })

  it('recurrent unit, over tracks of several lengths', () => {
    const run = (x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D) => recur(x, weight, bias, layout)
    check(run as Operation, [matrix(steps, 6), matrix(2, 6), vector(6)])
  })

  it('takes the same numbers as right operand under two shapes', () => {
    // The wasm backend caches a packed right operand by its data, without its shape.
    const values = numbers(24)
    const [left4, left6] = [matrix(3, 4), matrix(3, 6)]
    const right = tf.tensor2d(values, [4, 6])
    const first = ops.dense(left4, right, tf.zeros([6]) as tf.Tensor1D).dataSync()
    const again = ops
      .dense(left6, tf.clone(tf.tensor2d(values, [6, 4])), tf.zeros([4]) as tf.Tensor1D)
      .dataSync()
    const plain = (left: tf.Tensor2D, width: number) => {
      const [rows, inner] = left.shape
      const data = left.dataSync()
      return Float32Array.from({ length: rows * width }, (_, at) => {
        let sum = 0
        for (let k = 0; k < inner; k += 1)
          sum += data[Math.floor(at / width) * inner + k]! * values[k * width + (at % width)]!
        return sum
      })
    }
    const near = (got: ArrayLike<number>, wanted: Float32Array) =>
      wanted.forEach((value, i) => expect(got[i]).toBeCloseTo(value, 4))
    near(first, plain(left4, 6))
    near(again, plain(left6, 4))
  })
})
