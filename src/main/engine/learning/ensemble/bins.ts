/** Numbers sorted into few bins of about equally many rows, so that trees find their cuts by counting. */

const most = 48
/** Rows that the edges are read off from, evenly spaced. */
const mostSeen = 20_000

export interface Binned {
  width: number
  /** Bins of an input at most. */
  most: number
  /** Of each input, ascending: bin k holds what is ≤ edges[k] and above the edge before; the last one all above. */
  edges: Float32Array[]
  /** Of each input the bin of each row. */
  places: Uint8Array[]
}

/** `values` [n, width]. */
export function binned(values: Float32Array, width: number): Binned {
  const n = values.length / width
  const edges: Float32Array[] = []
  const places: Uint8Array[] = []
  for (let k = 0; k < width; k += 1) {
    const own = edgesOf(values, width, k)
    edges.push(own)
    places.push(Uint8Array.from({ length: n }, (_, i) => binOf(own, values[i * width + k]!)))
  }
  return { width, most, edges, places }
}

/** Halfway between neighbours, as float32: what lies above in training lies above for ever. */
function edgesOf(values: Float32Array, width: number, k: number): Float32Array {
  const n = values.length / width
  const seen = Math.min(n, mostSeen)
  const sorted = Float32Array.from(
    { length: seen },
    (_, i) => values[Math.floor((i * n) / seen) * width + k]!,
  ).sort()
  const edges: number[] = []
  for (let bin = 1; bin < most; bin += 1) {
    const at = Math.floor((bin * seen) / most)
    let below = at - 1
    while (below >= 0 && sorted[below] === sorted[at]) below -= 1
    if (below < 0) continue
    const edge = Math.fround((sorted[below]! + sorted[at]!) / 2)
    if (edge >= sorted[below]! && edge < sorted[at]! && edge !== edges.at(-1)) edges.push(edge)
  }
  return Float32Array.from(edges)
}

function binOf(edges: Float32Array, value: number): number {
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= edges[middle]!) high = middle
    else low = middle + 1
  }
  return low
}
