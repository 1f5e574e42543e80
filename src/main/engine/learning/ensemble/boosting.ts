/**
 * Gradient-boosted trees for yes or no (Friedman, 2001; second order, Chen and Guestrin, 2016) on rows of numbers sorted
 * into bins (Ke et al., 2017). All trees have the same depth; a node that gains nothing sends all to the left.
 */
import { createRandom, type Random, shuffle } from '../../base/random.ts'
import type { Work } from '../../base/work.ts'
import { breathe } from '../backends/breathe.ts'
import { type Binned, binned } from './bins.ts'
import type { Rows } from './rows.ts'

export interface Trees {
  depth: number
  /** [trees, 2^depth − 1]: input that a node asks, level by level; a row goes left where it is ≤ the threshold. */
  inputs: Int32Array
  thresholds: Float32Array
  /** [trees, 2^depth]: what a leaf adds to the logit. */
  leaves: Float32Array
  /** Logit before any tree. */
  start: number
}

export interface Growth {
  trees: number
  depth: number
  rate: number
  /** Share of the rows, and of the inputs, that a tree sees. */
  rows: number
  inputs: number
  /** Least weight in a leaf, and what is added to it when its answer is taken: both in counted rows · p(1 − p). */
  least: number
  ridge: number
}

/** The same rows, growth and seed give the same trees. Throws CANCELLED. */
export async function growTrees(rows: Rows, growth: Growth, seed: number, work: Work): Promise<Trees> {
  const { depth, trees: count } = growth
  const random = createRandom(seed, 'trees')
  const bins = binned(rows.values, rows.width)
  const n = rows.real.length
  const nodes = 2 ** depth - 1
  const trees: Trees = {
    depth,
    inputs: new Int32Array(count * nodes),
    thresholds: new Float32Array(count * nodes).fill(Number.POSITIVE_INFINITY),
    leaves: new Float32Array(count * (nodes + 1)),
    start: Math.fround(firstLogit(rows)),
  }
  const logits = new Float64Array(n).fill(trees.start)
  const slopes = { first: new Float64Array(n), second: new Float64Array(n) }
  const leafOf = new Int32Array(n)
  for (let t = 0; t < count; t += 1) {
    await breathe(work)
    for (let i = 0; i < n; i += 1) {
      const p = 1 / (1 + Math.exp(-logits[i]!))
      slopes.first[i] = rows.weights[i]! * (p - rows.real[i]!)
      slopes.second[i] = rows.weights[i]! * p * (1 - p)
    }
    growTree(trees, t, { bins, slopes, leafOf, growth, random })
    const at = t * (nodes + 1)
    for (let i = 0; i < n; i += 1) logits[i]! += trees.leaves[at + leafOf[i]!]!
    work.progress({ phase: 'Growing trees', done: t + 1, total: count, unit: 'trees' })
  }
  return trees
}

/** The logit of one row, from its first number on. */
export function treesLogit(
  { depth, inputs, thresholds, leaves, start }: Trees,
  row: Float32Array,
  from = 0,
): number {
  const nodes = 2 ** depth - 1
  const count = leaves.length / (nodes + 1)
  let sum = start
  for (let t = 0; t < count; t += 1) {
    const at = t * nodes
    let node = 0
    for (let level = 0; level < depth; level += 1)
      // Without a branch, which a processor would guess wrong half of the time.
      node = 2 * node + 2 - Number(row[from + inputs[at + node]!]! <= thresholds[at + node]!)
    sum += leaves[at + t + node - nodes]!
  }
  return sum
}

function firstLogit({ real, weights }: Rows): number {
  let [sum, of] = [1, 2]
  for (let i = 0; i < real.length; i += 1) {
    sum += weights[i]! * real[i]!
    of += weights[i]!
  }
  return Math.log(sum / (of - sum))
}

interface Growing {
  bins: Binned
  slopes: { first: Float64Array; second: Float64Array }
  /** [n]: leaf of each row, its node while the tree grows. */
  leafOf: Int32Array
  growth: Growth
  random: Random
}

function growTree(trees: Trees, t: number, growing: Growing): void {
  const { bins, leafOf, growth, random } = growing
  const nodes = 2 ** growth.depth - 1
  const seen = Int32Array.from(leafOf.keys()).filter(() => random.uniform() < growth.rows)
  const asked = shuffle([...Array(bins.width).keys()], random)
  asked.length = Math.max(1, Math.round(growth.inputs * bins.width))
  leafOf.fill(0)
  for (let level = 0; level < growth.depth; level += 1) {
    const splits = bestSplits(growing, seen, asked, 2 ** level)
    splits.forEach((split, k) => {
      if (!split) return
      const at = t * nodes + 2 ** level - 1 + k
      trees.inputs[at] = split.input
      trees.thresholds[at] = bins.edges[split.input]![split.bin]!
    })
    descend(leafOf, splits, bins)
  }
  answer(trees, t, growing, seen)
}

/** From the nodes of one level to those of the next. */
function descend(nodeOf: Int32Array, splits: readonly (Split | undefined)[], { places, most }: Binned): void {
  const columns = splits.map((split) => places[split?.input ?? 0]!)
  const lasts = Uint8Array.from(splits, (split) => split?.bin ?? most)
  for (let i = 0; i < nodeOf.length; i += 1) {
    const node = nodeOf[i]!
    nodeOf[i] = 2 * node + Number(columns[node]![i]! > lasts[node]!)
  }
}

/** Newton's step of each leaf, shortened. */
function answer(trees: Trees, t: number, { slopes, leafOf, growth }: Growing, seen: Int32Array): void {
  const leaves = 2 ** growth.depth
  const [first, second] = [new Float64Array(leaves), new Float64Array(leaves)]
  for (const i of seen) {
    first[leafOf[i]!]! += slopes.first[i]!
    second[leafOf[i]!]! += slopes.second[i]!
  }
  for (let leaf = 0; leaf < leaves; leaf += 1)
    trees.leaves[t * leaves + leaf] = (-growth.rate * first[leaf]!) / (second[leaf]! + growth.ridge)
}

interface Split {
  input: number
  /** Last bin that goes left. */
  bin: number
}

/** For each node of a level the split that gains most; undefined = none gains. */
function bestSplits(
  { bins, slopes, leafOf, growth }: Growing,
  seen: Int32Array,
  asked: readonly number[],
  nodes: number,
): (Split | undefined)[] {
  const best = new Array<Split | undefined>(nodes).fill(undefined)
  const gains = new Float64Array(nodes).fill(1e-9)
  const { most } = bins
  const [first, second] = [new Float64Array(nodes * most), new Float64Array(nodes * most)]
  for (const input of asked) {
    first.fill(0)
    second.fill(0)
    const places = bins.places[input]!
    for (let k = 0; k < seen.length; k += 1) {
      const i = seen[k]!
      const at = leafOf[i]! * most + places[i]!
      first[at] = first[at]! + slopes.first[i]!
      second[at] = second[at]! + slopes.second[i]!
    }
    for (let node = 0; node < nodes; node += 1) {
      const found = bestCut(first, second, node * most, bins.edges[input]!.length, growth)
      if (found.gain <= gains[node]!) continue
      gains[node] = found.gain
      best[node] = { input, bin: found.bin }
    }
  }
  return best
}

/** Among the bins from..from + cuts: after which one to cut, and what the loss gains. */
function bestCut(
  first: Float64Array,
  second: Float64Array,
  from: number,
  cuts: number,
  { ridge, least }: Growth,
): { bin: number; gain: number } {
  let [allFirst, allSecond] = [0, 0]
  for (let bin = 0; bin <= cuts; bin += 1) {
    allFirst += first[from + bin]!
    allSecond += second[from + bin]!
  }
  const whole = allFirst ** 2 / (allSecond + ridge)
  let [leftFirst, leftSecond] = [0, 0]
  const best = { bin: 0, gain: 0 }
  for (let bin = 0; bin < cuts; bin += 1) {
    leftFirst += first[from + bin]!
    leftSecond += second[from + bin]!
    const rightSecond = allSecond - leftSecond
    if (leftSecond < least || rightSecond < least) continue
    const gain =
      leftFirst ** 2 / (leftSecond + ridge) + (allFirst - leftFirst) ** 2 / (rightSecond + ridge) - whole
    if (gain > best.gain) {
      best.bin = bin
      best.gain = gain
    }
  }
  return best
}
