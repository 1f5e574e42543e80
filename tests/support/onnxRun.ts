/** Runs an ONNX graph in plain arithmetic, each operator as onnx.ai/onnx/operators says: slow, and independent of the product. */
import type { Node, OnnxFile, Tensor } from './onnxFile.ts'

import {
  around,
  along,
  each,
  product,
  recur,
  reduce,
  rows,
  sizeOf,
  take,
  transpose,
} from './onnxArithmetic.ts'

const plain: Record<string, (...values: number[]) => number> = {
  Identity: (x) => x!,
  Add: (a, b) => a! + b!,
  Sub: (a, b) => a! - b!,
  Mul: (a, b) => a! * b!,
  Div: (a, b) => a! / b!,
  Max: Math.max,
  Greater: (a, b) => Number(a! > b!),
  Less: (a, b) => Number(a! < b!),
  Equal: (a, b) => Number(a === b),
  And: (a, b) => Number(a! && b!),
  Where: (test, a, b) => (test ? a! : b!),
  Clip: (x, low, high) => Math.min(high!, Math.max(low!, x!)),
  IsNaN: (x) => Number(Number.isNaN(x)),
  Sqrt: Math.sqrt as (x?: number) => number,
  Floor: Math.floor as (x?: number) => number,
  Atan: Math.atan as (x?: number) => number,
  Tanh: Math.tanh as (x?: number) => number,
  Relu: (x) => Math.max(0, x!),
  Sigmoid: (x) => 1 / (1 + Math.exp(-x!)),
}

function run({ type, attributes }: Node, inputs: Tensor[]): Tensor | Tensor[] {
  const [x, y] = inputs as [Tensor, Tensor, ...Tensor[]]
  const number = (name: string) => attributes[name] as number
  const axis = 'axis' in attributes ? along(x.shape.length, number('axis')) : 0
  if (plain[type]) return each(inputs, plain[type])
  switch (type) {
    case 'Cast':
      return each([x], number('to') === 7 ? Math.trunc : number('to') === 1 ? Math.fround : (v) => v)
    case 'Shape':
      return { shape: [x.shape.length], data: x.shape }
    case 'Range': {
      const data = Array.from({ length: y.data[0]! - x.data[0]! }, (_, i) => x.data[0]! + i)
      return { shape: [data.length], data }
    }
    case 'Reshape': {
      const shape = y.data.map((n, i) => (n === 0 ? x.shape[i]! : n))
      return { shape: shape.map((n) => (n === -1 ? x.data.length / -sizeOf(shape) : n)), data: x.data }
    }
    case 'Unsqueeze':
      return { shape: x.shape.toSpliced(y.data[0]!, 0, 1), data: x.data }
    case 'Squeeze':
      if (x.shape[y.data[0]!] !== 1) throw new Error('only a size of 1 can go')
      return { shape: x.shape.toSpliced(y.data[0]!, 1), data: x.data }
    case 'Transpose':
      return transpose(x, attributes.perm as number[])
    case 'Split': {
      const starts = y.data.map((_, i) => y.data.slice(0, i).reduce((sum, n) => sum + n, 0))
      return y.data.map((n, i) =>
        take(
          x,
          axis,
          Array.from({ length: n }, (__, k) => starts[i]! + k),
        ),
      )
    }
    case 'Slice': {
      const [start, end, on] = inputs.slice(1).map(({ data }) => data[0]!) as [number, number, number]
      const n = x.shape[on]!
      const last = end < 0 ? n + end : Math.min(n, end)
      return take(
        x,
        on,
        Array.from({ length: Math.max(0, last - start) }, (_, i) => start + i),
      )
    }
    case 'Concat': {
      const [outer] = around(x.shape, axis)
      const data = Array.from({ length: outer }, (_, o) =>
        inputs.flatMap((one) =>
          one.data.slice((o * one.data.length) / outer, ((o + 1) * one.data.length) / outer),
        ),
      )
      return {
        shape: x.shape.with(
          axis,
          inputs.reduce((sum, one) => sum + one.shape[axis]!, 0),
        ),
        data: data.flat(),
      }
    }
    case 'Gather': {
      const picked = take(x, axis, y.data)
      return { shape: [...x.shape.slice(0, axis), ...y.shape, ...x.shape.slice(axis + 1)], data: picked.data }
    }
    case 'GatherElements': {
      const [, n, inner] = around(x.shape, axis)
      return {
        shape: y.shape,
        data: y.data.map(
          (place, i) => x.data[(Math.floor(i / (y.shape[axis]! * inner)) * n + place) * inner + (i % inner)]!,
        ),
      }
    }
    case 'ReduceMax':
    case 'ReduceMin':
      return reduce(x, (attributes.axes as number[])[0]!, number('keepdims') === 1, (values) =>
        type === 'ReduceMax' ? Math.max(...values) : Math.min(...values),
      )
    case 'ReduceSum':
      return reduce(x, y.data[0]!, number('keepdims') === 1, (values) =>
        values.reduce((sum, v) => sum + v, 0),
      )
    case 'MatMul':
      return product(x, y)
    case 'Softmax':
      return rows(x, (row) => {
        const powers = row.map((v) => Math.exp(v - Math.max(...row)))
        return powers.map((v) => v / powers.reduce((sum, one) => sum + one, 0))
      })
    case 'LayerNormalization':
      return rows(x, (row) => {
        const mean = row.reduce((sum, v) => sum + v, 0) / row.length
        const variance = row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / row.length
        const even = (v: number) => (v - mean) / Math.sqrt(variance + number('epsilon'))
        return row.map((v, k) => even(v) * y.data[k]! + inputs[2]!.data[k]!)
      })
    case 'GRU':
      return recur(inputs, number('hidden_size'))
    default:
      throw new Error(`no operator ${type}`)
  }
}

export function runOnnx(file: OnnxFile, given: Record<string, Tensor>): Record<string, Tensor> {
  const values = new Map([...file.constants, ...Object.entries(given)])
  for (const name of Object.keys(file.inputs)) if (!given[name]) throw new Error(`input ${name} is missing`)
  for (const node of file.nodes) {
    const inputs = node.inputs.map((name) => {
      const value = values.get(name)
      if (!value) throw new Error(`${node.type} takes ${name}, which nothing has given before it`)
      return value
    })
    const result = run(node, inputs)
    ;[result].flat().forEach((tensor, i) => values.set(node.outputs[i]!, tensor))
  }
  return Object.fromEntries(Object.keys(file.outputs).map((name) => [name, values.get(name)!]))
}
