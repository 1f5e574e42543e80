/** What ONNX operators do with numbers, in plain loops. */
import type { Tensor } from './onnxFile.ts'

export const sizeOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1)

/** Place in `shape` (broadcast) of place `i` in `to`. */
function placeIn(shape: readonly number[], to: readonly number[], i: number): number {
  let [rest, place, stride] = [i, 0, 1]
  for (let axis = to.length - 1; axis >= 0; axis -= 1) {
    const at = rest % to[axis]!
    rest = Math.floor(rest / to[axis]!)
    const own = axis - (to.length - shape.length)
    if (own < 0) continue
    if (shape[own] !== 1) place += at * stride
    stride *= shape[own]!
  }
  return place
}

function together(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map(({ length }) => length))
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[axis - (rank - shape.length)] ?? 1).filter((n) => n !== 1)
    if (new Set(sizes).size > 1) throw new Error(`shapes do not fit: ${JSON.stringify(shapes)}`)
    return sizes[0] ?? 1
  })
}

export function each(tensors: readonly Tensor[], of: (...values: number[]) => number): Tensor {
  const shape = together(tensors.map((tensor) => tensor.shape))
  const data = Array.from({ length: sizeOf(shape) }, (_, i) =>
    of(...tensors.map((tensor) => tensor.data[placeIn(tensor.shape, shape, i)]!)),
  )
  return { shape, data }
}

/** [outer, axis, inner] sizes. */
export function around(shape: readonly number[], axis: number): [number, number, number] {
  return [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))]
}

export const along = (rank: number, axis: number) => (axis < 0 ? rank + axis : axis)

export function take(x: Tensor, axis: number, places: readonly number[]): Tensor {
  const [outer, n, inner] = around(x.shape, axis)
  const data: number[] = []
  for (let o = 0; o < outer; o += 1)
    for (const place of places)
      for (let k = 0; k < inner; k += 1) data.push(x.data[(o * n + place) * inner + k]!)
  return { shape: x.shape.with(axis, places.length), data }
}

export function reduce(x: Tensor, axis: number, keep: boolean, of: (values: number[]) => number): Tensor {
  const [outer, n, inner] = around(x.shape, axis)
  const data: number[] = []
  for (let o = 0; o < outer; o += 1)
    for (let k = 0; k < inner; k += 1)
      data.push(of(Array.from({ length: n }, (_, i) => x.data[(o * n + i) * inner + k]!)))
  return { shape: keep ? x.shape.with(axis, 1) : x.shape.toSpliced(axis, 1), data }
}

/** Rows of the last axis, each made into another of the same length. */
export function rows(x: Tensor, of: (row: number[]) => number[]): Tensor {
  const n = x.shape.at(-1)!
  const data = Array.from({ length: x.data.length / n }, (_, r) => of(x.data.slice(r * n, (r + 1) * n)))
  return { shape: x.shape, data: data.flat() }
}

export function transpose(x: Tensor, perm: number[]): Tensor {
  const shape = perm.map((axis) => x.shape[axis]!)
  const strides = x.shape.map((_, axis) => sizeOf(x.shape.slice(axis + 1)))
  const data = Array.from({ length: x.data.length }, (_, i) => {
    let [rest, place] = [i, 0]
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      place += (rest % shape[axis]!) * strides[perm[axis]!]!
      rest = Math.floor(rest / shape[axis]!)
    }
    return x.data[place]!
  })
  return { shape, data }
}

export function product(a: Tensor, b: Tensor): Tensor {
  const [m, k] = a.shape.slice(-2) as [number, number]
  const n = b.shape.at(-1)!
  const outer = together([a.shape.slice(0, -2), b.shape.slice(0, -2)])
  const data: number[] = []
  for (let o = 0; o < sizeOf(outer); o += 1) {
    const left = placeIn(a.shape.slice(0, -2), outer, o) * m * k
    const right = placeIn(b.shape.slice(0, -2), outer, o) * k * n
    for (let i = 0; i < m; i += 1)
      for (let j = 0; j < n; j += 1) {
        let sum = 0
        for (let l = 0; l < k; l += 1) sum += a.data[left + i * k + l]! * b.data[right + l * n + j]!
        data.push(sum)
      }
  }
  return { shape: [...outer, m, n], data }
}

export function recur([x, w, r, b]: Tensor[], width: number): Tensor {
  const [steps, tracks, inputs] = x!.shape as [number, number, number]
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
  const data: number[] = []
  let state = Array.from({ length: tracks }, () => new Array<number>(width).fill(0))
  for (let t = 0; t < steps; t += 1) {
    state = state.map((before, track) => {
      const given = x!.data.slice((t * tracks + track) * inputs, (t * tracks + track + 1) * inputs)
      const ofInput = (i: number) =>
        given.reduce((sum, v, k) => sum + v * w!.data[i * inputs + k]!, b!.data[i]!)
      const ofState = (i: number) =>
        before.reduce((sum, v, k) => sum + v * r!.data[i * width + k]!, b!.data[3 * width + i]!)
      return before.map((h, i) => {
        const update = sigmoid(ofInput(i) + ofState(i))
        const reset = sigmoid(ofInput(width + i) + ofState(width + i))
        const candidate = Math.tanh(ofInput(2 * width + i) + reset * ofState(2 * width + i))
        return (1 - update) * candidate + update * h
      })
    })
    data.push(...state.flat())
  }
  return { shape: [steps, 1, tracks, width], data }
}
