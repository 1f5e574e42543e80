/** Rows as the model wants them: what is seen comes first, and no more of it than the model takes. */
import { codeOf, type Graph, type Value } from './graph.ts'

const [float32, float64, int64] = [codeOf('float32'), codeOf('float64'), codeOf('int64')]

export interface Rows {
  /** [B, K, W], K = the smaller of T and `most`: the seen rows by their order, long tracks sampled evenly. */
  rows: Value
  /** [B, K, 1]: 1 at a seen row, 0 in padding (which comes after all seen ones). */
  mask: Value
  /** [K]: 0 … K − 1. */
  order: Value
  /** [B, K, 1] → [B, T]: back to where the rows were given, linear in between, 0 where nothing was seen. */
  back(values: Value): Value
}

/** `given` [B, T, W]; `mask` [B, T], above 0 = seen, at any place. Sampling as sampleEvenly and spreadEvenly do it. */
export function seenRows(g: Graph, given: Value, mask: Value, most: number): Rows {
  const isSeen = g.op('Greater', [mask, g.number(0)])
  const seen = g.op('Cast', [isSeen], { to: float64 })
  const total = g.op('Gather', [g.op('Shape', [mask]), g.whole(1)])
  const n = g.op('ReduceSum', [seen, g.whole(1)])
  const kept = g.op('Min', [n, real(g, most)])
  // Above 0 where seen, and falling: the largest ones are the seen rows in their order.
  const rank = g.op('Sub', [g.op('Mul', [seen, g.op('Cast', [total], { to: float64 })]), counting(g, total)])
  const single = g.op('Cast', [rank], { to: float32 })
  const [, places] = g.ops('TopK', [single, total], 2, { axis: 1 })

  const size = g.op('Min', [total, g.whole(most)])
  const k = counting(g, size)
  const lastKept = g.op('Max', [real(g, 1), less(g, kept)])
  const wanted = g.op('Div', [g.op('Mul', [k, less(g, n)]), lastKept])
  const nearest = g.op('Floor', [g.op('Add', [wanted, real(g, 0.5)])])
  const end = less(g, g.op('Cast', [total], { to: float64 }))
  const at = g.op('Cast', [within(g, nearest, end)], { to: int64 })
  const place = g.op('GatherElements', [places!, at], { axis: 1 })
  const shown = g.op('Cast', [g.op('Less', [k, kept])], { to: float32 })
  return {
    rows: g.op('GatherND', [given, g.op('Unsqueeze', [place, g.whole(2)])], { batch_dims: 1 }),
    mask: g.op('Unsqueeze', [shown, g.whole(2)]),
    order: g.op('Cast', [k], { to: float32 }),
    back: (values) => spread(g, g.op('Squeeze', [values, g.whole(2)]), { isSeen, seen, n, kept }),
  }
}

const real = (g: Graph, value: number): Value => g.constant(Float64Array.of(value), [])
const less = (g: Graph, value: Value): Value => g.op('Sub', [value, real(g, 1)])
const within = (g: Graph, value: Value, end: Value): Value =>
  g.op('Max', [real(g, 0), g.op('Min', [value, end])])

/** [n] in double precision: 0 … n − 1. `n`: a list of one number. */
function counting(g: Graph, n: Value): Value {
  const whole = (value: bigint) => g.constant(BigInt64Array.of(value), [])
  const range = g.op('Range', [whole(0n), g.op('Squeeze', [n, g.whole(0)]), whole(1n)])
  return g.op('Cast', [range], { to: float64 })
}

/** [B, K] → [B, T]. */
function spread(
  g: Graph,
  values: Value,
  { isSeen, seen, n, kept }: Record<'isSeen' | 'seen' | 'n' | 'kept', Value>,
): Value {
  const number = less(g, g.op('CumSum', [seen, g.constant(BigInt64Array.of(1n), [])]))
  const lastSeen = g.op('Max', [real(g, 1), less(g, n)])
  const at = g.op('Div', [g.op('Mul', [number, less(g, kept)]), lastSeen])
  const before = within(g, g.op('Floor', [at]), g.op('Sub', [kept, real(g, 2)]))
  const after = within(g, g.op('Add', [before, real(g, 1)]), less(g, kept))
  const valueAt = (place: Value) =>
    g.op('GatherElements', [values, g.op('Cast', [place], { to: int64 })], { axis: 1 })
  const [low, high] = [valueAt(before), valueAt(after)]
  const way = g.op('Cast', [g.op('Sub', [at, before])], { to: float32 })
  const between = g.op('Add', [low, g.op('Mul', [g.op('Sub', [high, low]), way])])
  return g.op('Where', [isSeen, between, g.number(0)])
}
