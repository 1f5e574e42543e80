/** The nearest of many points in four dimensions: a tree of halves, in flat arrays. */

const dimensions = 4
const leaf = 8

/** Points [n, 4] with an owner each; finds the nearest ones of other owners. */
export class NearestPoints {
  readonly #points: Float32Array
  readonly #owners: Int32Array
  readonly #order: Int32Array
  /** Of the search that runs. */
  #query: Float32Array = new Float32Array(dimensions)
  #own = -1
  #best: Float64Array = new Float64Array()

  constructor(points: Float32Array, owners: Int32Array) {
    this.#points = points
    this.#owners = owners
    this.#order = Int32Array.from(owners.keys())
    this.#split(0, owners.length, 0)
  }

  get size(): number {
    return this.#order.length
  }

  /** Fills `best` with the squared distances of the nearest points that are not `own`'s, ascending; ∞ where there are no more. */
  search(query: Float32Array, own: number, best: Float64Array): void {
    this.#query = query
    this.#own = own
    this.#best = best.fill(Number.POSITIVE_INFINITY)
    this.#visit(0, this.#order.length, 0)
  }

  /** Orders a stretch so that its middle splits it along one axis. */
  #split(from: number, to: number, depth: number): void {
    if (to - from <= leaf) return
    const middle = (from + to) >> 1
    select(this.#order, this.#points, from, to - 1, middle, depth % dimensions)
    this.#split(from, middle, depth + 1)
    this.#split(middle + 1, to, depth + 1)
  }

  #visit(from: number, to: number, depth: number): void {
    if (to - from <= leaf) {
      for (let i = from; i < to; i += 1) this.#meet(this.#order[i]!)
      return
    }
    const middle = (from + to) >> 1
    const point = this.#order[middle]!
    const axis = depth % dimensions
    const across = this.#query[axis]! - this.#points[point * dimensions + axis]!
    this.#meet(point)
    if (across < 0) this.#visit(from, middle, depth + 1)
    else this.#visit(middle + 1, to, depth + 1)
    if (across * across >= this.#best[this.#best.length - 1]!) return
    if (across < 0) this.#visit(middle + 1, to, depth + 1)
    else this.#visit(from, middle, depth + 1)
  }

  #meet(point: number): void {
    if (this.#owners[point] === this.#own) return
    const [best, at] = [this.#best, point * dimensions]
    let distance = 0
    for (let k = 0; k < dimensions; k += 1) distance += (this.#query[k]! - this.#points[at + k]!) ** 2
    let place = best.length - 1
    if (distance >= best[place]!) return
    for (; place > 0 && best[place - 1]! > distance; place -= 1) best[place] = best[place - 1]!
    best[place] = distance
  }
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
