/** The nearest of many points in four dimensions: a tree of halves, in flat arrays. */

const dimensions = 4
const leaf = 8

/** Points [n, 4] with an owner each; finds the nearest ones of other owners. */
export class NearestPoints {
  /** In the order of the tree: the middle of a stretch splits it along the axis on which it is widest. */
  readonly #points: Float32Array
  readonly #axes: Uint8Array
  readonly #owners: Int32Array
  /** Of the search that runs. */
  #query: Float32Array = new Float32Array(dimensions)
  #own = -1
  #best: Float64Array = new Float64Array()

  constructor(points: Float32Array, owners: Int32Array) {
    const order = new Int32Array(owners.length)
    for (let i = 0; i < order.length; i += 1) order[i] = i
    this.#axes = new Uint8Array(owners.length)
    halve(order, points, 0, owners.length, this.#axes)
    this.#owners = new Int32Array(owners.length)
    this.#points = new Float32Array(points.length)
    for (let n = 0; n < order.length; n += 1) {
      const point = order[n]!
      this.#owners[n] = owners[point]!
      for (let k = 0; k < dimensions; k += 1)
        this.#points[n * dimensions + k] = points[point * dimensions + k]!
    }
  }

  /** Fills `best` with the squared distances of the nearest points that are not `own`'s, ascending; ∞ where there are no more. */
  search(query: Float32Array, own: number, best: Float64Array): void {
    this.#query = query
    this.#own = own
    this.#best = best.fill(Number.POSITIVE_INFINITY)
    this.#visit(0, this.#owners.length)
  }

  #visit(from: number, to: number): void {
    if (to - from <= leaf) {
      for (let i = from; i < to; i += 1) this.#meet(i)
      return
    }
    const middle = (from + to) >> 1
    const axis = this.#axes[middle]!
    const across = this.#query[axis]! - this.#points[middle * dimensions + axis]!
    this.#meet(middle)
    if (across < 0) this.#visit(from, middle)
    else this.#visit(middle + 1, to)
    if (across * across >= this.#best[this.#best.length - 1]!) return
    if (across < 0) this.#visit(middle + 1, to)
    else this.#visit(from, middle)
  }

  #meet(i: number): void {
    if (this.#owners[i] === this.#own) return
    const points = this.#points
    const query = this.#query
    const best = this.#best
    const at = i * dimensions
    const a = query[0]! - points[at]!
    const b = query[1]! - points[at + 1]!
    const c = query[2]! - points[at + 2]!
    const d = query[3]! - points[at + 3]!
    const distance = a * a + b * b + c * c + d * d
    let place = best.length - 1
    if (distance >= best[place]!) return
    for (; place > 0 && best[place - 1]! > distance; place -= 1) best[place] = best[place - 1]!
    best[place] = distance
  }
}

/** Orders a stretch so that its middle splits it. */
function halve(order: Int32Array, points: Float32Array, from: number, to: number, axes: Uint8Array): void {
  if (to - from <= leaf) return
  const middle = (from + to) >> 1
  const axis = widest(order, points, from, to)
  axes[middle] = axis
  select(order, points, from, to - 1, middle, axis)
  halve(order, points, from, middle, axes)
  halve(order, points, middle + 1, to, axes)
}

function widest(order: Int32Array, points: Float32Array, from: number, to: number): number {
  let [found, width] = [0, -1]
  for (let axis = 0; axis < dimensions; axis += 1) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let i = from; i < to; i += 1) {
      const value = points[order[i]! * dimensions + axis]!
      if (value < low) low = value
      if (value > high) high = value
    }
    if (high - low <= width) continue
    found = axis
    width = high - low
  }
  return found
}

/** Quickselect: the element that belongs at `middle` along the axis comes there, smaller ones before it. */
function select(
  order: Int32Array,
  points: Float32Array,
  from: number,
  to: number,
  middle: number,
  axis: number,
): void {
  const value = (i: number) => points[order[i]! * dimensions + axis]!
  const swap = (i: number, j: number) => {
    const held = order[i]!
    order[i] = order[j]!
    order[j] = held
  }
  let [low, high] = [from, to]
  while (low < high) {
    const pivot = value((low + high) >> 1)
    let [i, j] = [low, high]
    while (i <= j) {
      while (value(i) < pivot) i += 1
      while (value(j) > pivot) j -= 1
      if (i <= j) {
        swap(i, j)
        i += 1
        j -= 1
      }
    }
    if (middle <= j) high = j
    else if (middle >= i) low = i
    else return
  }
}
