/** The nine inputs of `statistical` out of raw detections, inside the graph: as describeMotion computes them. */
import { codeOf, type Graph, type Value } from './graph.ts'

const standing = 1e-6

/**
 * `detections` [B, T, 6] (frame, x, y, w, h, score), `size` [B, 2] (width and height of the frame), `order` [T] = 0 … T−1
 * → [B, T, 9], before standardising. Positions and speeds are worked out in double precision, as small differences of them matter.
 */
export function motionInputs(g: Graph, detections: Value, size: Value, order: Value): Value {
  const raw = g.op('Cast', [detections], { to: codeOf('float64') })
  const [frame, x, y, w, h] = g.ops('Split', [raw, g.whole(1, 1, 1, 1, 1, 1)], 6, { axis: 2 })
  const sizes = g.op('Cast', [g.op('Unsqueeze', [size, g.whole(1)])], { to: codeOf('float64') })
  const [width, height] = g.ops('Split', [sizes, g.whole(1, 1)], 2, { axis: 2 })
  const half = g.constant(Float64Array.of(0.5), [])
  const centre = (from: Value, side: Value, whole: Value) =>
    g.op('Div', [g.op('Add', [from, g.op('Mul', [side, half])]), whole])
  const [px, py] = [centre(x!, w!, width!), centre(y!, h!, height!)]
  const seen = beyond(g, order, 0)
  const dt = g.op('Max', [g.constant(Float64Array.of(1), []), change(g, frame!)])
  const rate = (values: Value, from: Value) =>
    g.op('Where', [from, g.op('Div', [change(g, values), dt]), g.constant(Float64Array.of(0), [])])
  const [vx, vy] = [rate(px, seen), rate(py, seen)]
  const later = beyond(g, order, 1)
  const [ax, ay] = [rate(vx, later), rate(vy, later)]
  const [sx, sy] = [single(g, vx), single(g, vy)]
  const speed = g.op('Sqrt', [g.op('Add', [g.op('Mul', [sx, sx]), g.op('Mul', [sy, sy])])])
  const moving = g.op('Greater', [speed, g.number(standing)])
  const direction = g.op('Where', [moving, angle(g, sx, sy), g.number(0)])
  const turn = turns(g, direction, moving, order, later, single(g, dt))
  const parts = [single(g, px), single(g, py), sx, sy, single(g, ax), single(g, ay), speed]
  return g.op('Concat', [...parts, g.op('Div', [direction, g.number(Math.PI)]), turn], { axis: 2 })
}

const single = (g: Graph, value: Value): Value => g.op('Cast', [value], { to: codeOf('float32') })

/** [1, T, 1]: is the step's number above this one? */
const beyond = (g: Graph, order: Value, step: number): Value =>
  g.op('Reshape', [g.op('Greater', [order, g.number(step)]), g.whole(1, -1, 1)])

/** Each step less the one before it; the first less itself. */
function change(g: Graph, values: Value): Value {
  const first = g.op('Slice', [values, g.whole(0), g.whole(1), g.whole(1)])
  const earlier = g.op('Slice', [values, g.whole(0), g.whole(-1), g.whole(1)])
  return g.op('Sub', [values, g.op('Concat', [first, earlier], { axis: 1 })])
}

/** atan2(y, x), which ONNX lacks; 0 for a vector of no length. */
function angle(g: Graph, x: Value, y: Value): Value {
  const zero = g.number(0)
  const upright = g.op('Equal', [x, zero])
  const slope = g.op('Div', [y, g.op('Where', [upright, g.number(1), x])])
  const below = g.op('Less', [y, zero])
  const half = g.op('Where', [below, g.number(-Math.PI), g.number(Math.PI)])
  const turned = g.op('Where', [g.op('Less', [x, zero]), half, zero])
  const leaning = g.op('Add', [g.op('Atan', [slope]), turned])
  const quarter = g.op('Mul', [half, g.number(0.5)])
  const still = g.op('Equal', [y, zero])
  return g.op('Where', [upright, g.op('Where', [still, zero, quarter]), leaning])
}

/** Turn against the last direction in which it moved, a frame, in units of π; 0 in the first two steps and while standing. */
function turns(g: Graph, direction: Value, moving: Value, order: Value, later: Value, dt: Value): Value {
  const row = g.op('Reshape', [order, g.whole(1, 1, -1)])
  const column = g.op('Reshape', [order, g.whole(1, -1, 1)])
  const before = g.op('Cast', [g.op('Less', [row, column])], { to: codeOf('float32') })
  const moves = g.op('Cast', [g.op('Transpose', [moving], { perm: [0, 2, 1] })], { to: codeOf('float32') })
  // 1 + the number of the last step before this one that moved; 0 = none.
  const numbers = g.op('Mul', [g.op('Mul', [before, moves]), g.op('Add', [row, g.number(1)])])
  const last = g.op('ReduceMax', [numbers], { axes: [2], keepdims: 1 })
  const known = g.op('Greater', [last, g.number(0)])
  const place = g.op('Max', [g.number(0), g.op('Sub', [last, g.number(1)])])
  const heading = g.op('GatherElements', [direction, g.op('Cast', [place], { to: codeOf('int64') })], {
    axis: 1,
  })
  const off = g.op('Sub', [direction, heading])
  const full = g.number(2 * Math.PI)
  // Rounded as the product does: halves up.
  const round = g.op('Floor', [g.op('Add', [g.op('Div', [off, full]), g.number(0.5)])])
  const wrapped = g.op('Sub', [off, g.op('Mul', [full, round])])
  const turn = g.op('Div', [g.op('Div', [wrapped, g.number(Math.PI)]), dt])
  const counts = g.op('And', [g.op('And', [moving, known]), later])
  return g.op('Where', [counts, turn, g.number(0)])
}
