/** The layers of the product as nodes, with the weights of a model file: on [B, T, D] or [B, D]. */
import type { StoredTensor } from '../files/safetensors.ts'
import type { Graph, Value } from './graph.ts'

/** The graph, the weights by name, and where the tracks' steps are. */
export interface Build {
  g: Graph
  weights: Record<string, StoredTensor>
  /** [B, T, 1]: 1 at a seen step, 0 in padding (which comes after all seen ones). */
  mask: Value
  /** [T]: 0 … T − 1. */
  order: Value
}

export function weight({ g, weights }: Build, name: string): Value {
  const { shape, values } = tensorOf(weights, name)
  return g.constant(values, shape)
}

export function tensorOf(weights: Build['weights'], name: string): { shape: number[]; values: Float32Array } {
  const tensor = weights[`weights.${name}`]
  if (!tensor || !(tensor.values instanceof Float32Array))
    throw new Error(`the model has no weights '${name}'`)
  return { shape: tensor.shape, values: tensor.values }
}

export function dense(build: Build, name: string, x: Value, relu = false): Value {
  const { g } = build
  const sum = g.op('Add', [
    g.op('MatMul', [x, weight(build, `${name}.weight`)]),
    weight(build, `${name}.bias`),
  ])
  return relu ? g.op('Relu', [sum]) : sum
}

export const layerNorm = (build: Build, name: string, x: Value): Value =>
  build.g.op('LayerNormalization', [x, weight(build, `${name}.scale`), weight(build, `${name}.shift`)], {
    axis: -1,
    epsilon: { float: 1e-5 },
  })

/** x · Φ(x), with Φ by its tanh. */
export function gelu({ g }: Build, x: Value): Value {
  const square = g.op('Mul', [x, x])
  const bent = g.op('Add', [g.number(1), g.op('Mul', [square, g.number(0.044715)])])
  const inner = g.op('Mul', [g.op('Mul', [x, g.number(Math.sqrt(2 / Math.PI))]), bent])
  const gate = g.op('Add', [g.number(1), g.op('Tanh', [inner])])
  return g.op('Mul', [g.op('Mul', [x, g.number(0.5)]), gate])
}

/** Multi-head self-attention: padding is never looked at. `barrier` [B, 1, 1, T]. */
export function attention(
  build: Build,
  name: string,
  x: Value,
  width: number,
  heads: number,
  barrier: Value,
): Value {
  const { g } = build
  const packed = dense(build, `${name}.queryKeyValue`, x)
  const split = g.ops('Split', [packed, g.whole(width, width, width)], 3, { axis: 2 })
  const shape = g.whole(0, 0, heads, width / heads)
  const [query, key, value] = split.map((part, i) =>
    g.op('Transpose', [g.op('Reshape', [part, shape])], { perm: i === 1 ? [0, 2, 3, 1] : [0, 2, 1, 3] }),
  )
  const scale = g.number(1 / Math.sqrt(width / heads))
  const scores = g.op('Add', [g.op('Mul', [g.op('MatMul', [query!, key!]), scale]), barrier])
  const met = g.op('MatMul', [g.op('Softmax', [scores], { axis: -1 }), value!])
  const joined = g.op('Reshape', [g.op('Transpose', [met], { perm: [0, 2, 1, 3] }), g.whole(0, 0, width)])
  return dense(build, `${name}.out`, joined)
}

/** Σ over a track's seen steps: [B, T, D] → [B, D]. */
export const sumOfSteps = ({ g, mask }: Build, x: Value): Value =>
  g.op('ReduceSum', [g.op('Mul', [x, mask]), g.whole(1)], { keepdims: 0 })

/** [B, 1]: seen steps of each track, at least 1. */
export const countOfSteps = ({ g, mask }: Build): Value =>
  g.op('Max', [g.number(1), g.op('ReduceSum', [mask, g.whole(1)], { keepdims: 0 })])

export const meanOfSteps = (build: Build, x: Value): Value =>
  build.g.op('Div', [sumOfSteps(build, x), countOfSteps(build)])

/** (x − mean) / deviation, within ±8; what has no value (NaN) becomes 0. */
export function standardise(
  { g }: Build,
  x: Value,
  { mean, deviation }: { mean: readonly number[]; deviation: readonly number[] },
): Value {
  const row = (values: readonly number[]) => g.constant(Float32Array.from(values), [values.length])
  const known = g.op('Where', [g.op('IsNaN', [x]), row(mean), x])
  const even = g.op('Div', [g.op('Sub', [known, row(mean)]), row(deviation)])
  return g.op('Clip', [even, g.number(-8), g.number(8)])
}
