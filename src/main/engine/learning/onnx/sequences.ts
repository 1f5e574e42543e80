/** The sequence models as nodes. */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import type { Value } from './graph.ts'
import {
  attention,
  type Build,
  countOfSteps,
  dense,
  gelu,
  layerNorm,
  meanOfSteps,
  sumOfSteps,
  tensorOf,
  weight,
} from './layers.ts'

/** Sines up to this many steps. */
const places = 500

/** [B, T, D] and [B, D] → [B, T, D], or [B, D] where it answers for tracks. */
export function sequence(build: Build, recipe: Recipe, steps: Value, tracks: Value | null): Value {
  if (recipe.sequence === 'summary') return dense(build, 'sequence.0', summedRow(build, steps, tracks), true)
  if (recipe.sequence === 'recurrent') return recurrent(build, steps, recipe.width)
  return transformer(build, recipe, steps)
}

function transformer(build: Build, recipe: Recipe, steps: Value): Value {
  const { g, mask, order } = build
  const { width, heads, layers } = recipe
  const published = recipe.sequence === 'transformer'
  const table = published
    ? weight(build, 'sequence.positions.table')
    : g.constant(sines(width), [places, width])
  const positions = g.op('Gather', [table, g.op('Cast', [order], { to: 7 })], { axis: 0 })
  const seen = g.op('Transpose', [mask], { perm: [0, 2, 1] })
  const hidden = g.op('Mul', [g.op('Sub', [seen, g.number(1)]), g.number(1e9)])
  const barrier = g.op('Unsqueeze', [hidden, g.whole(1)])
  let x = g.op('Add', [steps, positions])
  for (let i = 0; i < layers; i += 1) {
    const name = `sequence.${i}`
    const look = (from: Value) => attention(build, `${name}.attention`, from, width, heads, barrier)
    if (published) {
      x = g.op('Add', [x, look(layerNorm(build, `${name}.norm1`, x))])
      const wide = dense(build, `${name}.widen`, layerNorm(build, `${name}.norm2`, x), true)
      x = g.op('Add', [x, dense(build, `${name}.narrow`, wide)])
    } else {
      const met = layerNorm(build, `${name}.norm1`, g.op('Add', [x, look(x)]))
      const thought = dense(build, `${name}.narrow`, gelu(build, dense(build, `${name}.widen`, met)))
      x = layerNorm(build, `${name}.norm2`, g.op('Add', [met, thought]))
    }
  }
  return x
}

function sines(width: number): Float32Array {
  return Float32Array.from({ length: places * width }, (_, i) => {
    const [step, k] = [Math.floor(i / width), i % width]
    const rate = 10_000 ** (-(k - (k % 2)) / width)
    return k % 2 === 0 ? Math.sin(step * rate) : Math.cos(step * rate)
  })
}

/** Mean, deviation, highest, lowest, first and last of the seen steps, beside what is known of the track: [B, 6 D + E]. */
export function summedRow(build: Build, steps: Value, tracks: Value | null): Value {
  const { g, mask } = build
  const mean = meanOfSteps(build, steps)
  const off = g.op('Sub', [steps, g.op('Unsqueeze', [mean, g.whole(1)])])
  const variance = meanOfSteps(build, g.op('Mul', [off, off]))
  const deviation = g.op('Sqrt', [g.op('Add', [variance, g.number(1e-6)])])
  const seen = g.op('Greater', [mask, g.number(0)])
  const edge = (type: 'ReduceMax' | 'ReduceMin', none: number) =>
    g.op(type, [g.op('Where', [seen, steps, g.number(none)])], { axes: [1], keepdims: 0 })
  const first = g.op('Squeeze', [g.op('Slice', [steps, g.whole(0), g.whole(1), g.whole(1)]), g.whole(1)])
  const number = g.op('Sub', [countOfSteps(build), g.number(1)])
  const order = g.op('Reshape', [build.order, g.whole(1, -1, 1)])
  const isLast = g.op('Equal', [order, g.op('Unsqueeze', [number, g.whole(1)])])
  const last = sumOfSteps(build, g.op('Mul', [steps, g.op('Cast', [isLast], { to: 1 })]))
  const parts = [mean, deviation, edge('ReduceMax', -3e38), edge('ReduceMin', 3e38), first, last]
  return g.op('Concat', tracks ? [...parts, tracks] : parts, { axis: 1 })
}

/** Gates are reset, update, candidate in the product, and update, reset, candidate in ONNX; weights lie turned. */
function recurrent({ g, weights }: Build, steps: Value, width: number): Value {
  const gates = [1, 0, 2]
  const turned = (name: string) => {
    const { values } = tensorOf(weights, `${name}.weight`)
    const inputs = values.length / (3 * width)
    const at = (gate: number, unit: number, k: number) => values[k * 3 * width + gate * width + unit]!
    const rows = gates.flatMap((gate) =>
      Array.from({ length: width }, (_, unit) =>
        Array.from({ length: inputs }, (__, k) => at(gate, unit, k)),
      ),
    )
    return g.constant(Float32Array.from(rows.flat()), [1, 3 * width, inputs])
  }
  const biases = ['sequence.input', 'sequence.state'].flatMap((name) => {
    const { values } = tensorOf(weights, `${name}.bias`)
    return gates.flatMap((gate) => Array.from(values.subarray(gate * width, (gate + 1) * width)))
  })
  const bias = g.constant(Float32Array.from(biases), [1, 6 * width])
  const inTime = g.op('Transpose', [steps], { perm: [1, 0, 2] })
  const states = g.op('GRU', [inTime, turned('sequence.input'), turned('sequence.state'), bias], {
    hidden_size: width,
    linear_before_reset: 1,
  })
  return g.op('Transpose', [g.op('Squeeze', [states, g.whole(1)])], { perm: [1, 0, 2] })
}
