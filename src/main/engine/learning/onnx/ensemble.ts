/** What judges beside the network, as nodes: two regressions, and trees of one depth as products of matrices. */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import type { Trees } from '../ensemble/boosting.ts'
import { columnsOf } from '../ensemble/columns.ts'
import { type Ensemble, members } from '../ensemble/ensemble.ts'
import { limit } from '../ensemble/regression.ts'
import type { Graph, Value } from './graph.ts'

/** `logits` [B, T, 1] or [B, 1] and a summed row [B, W] of each track → the mean of all members' logits. */
export function together(
  g: Graph,
  ensemble: Ensemble,
  features: Recipe['features'],
  row: Value,
  logits: Value,
  ofTracks: boolean,
): Value {
  const columns = columnsOf(features)
  const regressions = g.op('Add', [
    regression(g, ensemble.all, columns.all, row),
    regression(g, ensemble.own, columns.own, row),
  ])
  const others = g.op('Add', [regressions, grown(g, ensemble.trees, row)])
  const each = ofTracks ? others : g.op('Unsqueeze', [others, g.whole(1)])
  return g.op('Div', [g.op('Add', [logits, each]), g.number(members)])
}

/** [B, W] → [B, 1]. */
function regression(g: Graph, weights: Float32Array, columns: readonly number[], row: Value): Value {
  const n = columns.length
  const kept = g.op('Clip', [
    g.op('Gather', [row, g.whole(...columns)], { axis: 1 }),
    g.number(-limit),
    g.number(limit),
  ])
  const squares = g.op('Div', [g.op('Mul', [kept, kept]), g.number(limit)])
  const sum = g.op('Add', [
    g.op('MatMul', [kept, g.constant(weights.slice(0, n), [n, 1])]),
    g.op('MatMul', [squares, g.constant(weights.slice(n, 2 * n), [n, 1])]),
  ])
  return g.op('Add', [sum, g.number(weights[2 * n]!)])
}

/**
 * [B, W] → [B, 1]. Each node's answer is 1 (right) or 0; a leaf is reached where its way's answers count as many rights
 * as the way has, and no right where it goes left.
 */
function grown(g: Graph, { depth, inputs, thresholds, leaves, start }: Trees, row: Value): Value {
  const nodes = 2 ** depth - 1
  const trees = inputs.length / nodes
  const asked = g.op('Gather', [row, g.whole(...inputs)], { axis: 1 })
  const above = g.op('Greater', [asked, g.constant(finite(thresholds), [1, inputs.length])])
  const answers = g.op('Reshape', [g.op('Cast', [above], { to: 1 }), g.whole(-1, trees, nodes)])
  const { ways, rights } = waysOf(depth)
  const walked = g.op('MatMul', [answers, g.constant(ways, [nodes, nodes + 1])])
  const reached = g.op('Cast', [g.op('Equal', [walked, g.constant(rights, [nodes + 1])])], { to: 1 })
  const flat = g.op('Reshape', [reached, g.whole(-1, leaves.length)])
  const sum = g.op('MatMul', [flat, g.constant(leaves, [leaves.length, 1])])
  return g.op('Add', [sum, g.number(start)])
}

/** A node that asks nothing has an endless threshold. */
const finite = (thresholds: Float32Array): Float32Array => thresholds.map((t) => Math.min(t, 3e38))

/** [nodes, leaves]: 1 where a leaf's way goes right at a node, −1 where left, 0 where it does not pass; rights of each. */
function waysOf(depth: number): { ways: Float32Array; rights: Float32Array } {
  const leaves = 2 ** depth
  const ways = new Float32Array((leaves - 1) * leaves)
  const rights = new Float32Array(leaves)
  for (let leaf = 0; leaf < leaves; leaf += 1)
    for (let level = 0; level < depth; level += 1) {
      const before = leaf >> (depth - level)
      const right = (leaf >> (depth - level - 1)) & 1
      ways[(2 ** level - 1 + before) * leaves + leaf] = right ? 1 : -1
      rights[leaf]! += right
    }
  return { ways, rights }
}
