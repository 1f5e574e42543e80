/** What the parts are given in a pass, all of it named (graphs/given.ts): what a backend has recorded it can be fed again. */
import * as tf from '@tensorflow/tfjs-core'
import { given, type Part } from '../graphs/given.ts'
import type { Places } from '../kernels/kernel.ts'
import { repeatedBarrier } from './among.ts'
import type { Batch, Targets, TaskGoal } from './batch.ts'
import type { Dropout } from './dropout.ts'
import { type Layout, layOut } from './joins.ts'
import { masked } from './ops.ts'
import type { Pass } from './parts.ts'

/** Everything that differs between two passes of the same sizes: the weights, and a batch or the parts of one. */
export interface Given {
  weights: Float32Array
  parts: readonly InPass[]
}

export interface InPass extends Part {
  batch: Batch
  goal?: Targets
  tasks?: readonly TaskGoal[]
  dropout?: Dropout | undefined
}

export function passOf(
  now: InPass,
  heads: number,
  { watch, among }: Pick<Pass, 'watch' | 'among'> = {},
): Pass {
  const { batch } = now
  return {
    places: placesOf(now, heads),
    among,
    given: (source) => given(now, source),
    order: given(now, orderOf),
    ownerRows: given(now, ownerRowsOf),
    spans: batch.spans,
    get layout() {
      return layoutOf(now)
    },
    crops: batch.crops,
    dropout(x) {
      return now.dropout ? masked(x, tf.tensor2d(given(now, maskOf(x.size)), x.shape)) : x
    },
    watch,
  }
}

// Sources outlive their pass: written here, they hold nothing of it.
const orderOf = ({ batch }: InPass) => batch.order
const ownerRowsOf = ({ batch }: InPass) => batch.owner.map((owner) => Math.max(0, owner - 1))
const wallsOf =
  (heads: number) =>
  ({ batch }: InPass) =>
    repeatedBarrier(batch, heads)
const maskOf =
  (size: number) =>
  ({ dropout }: InPass) =>
    dropout!.mask(size)

/** Passes whose keys are equal differ in numbers alone. null = what is fed is not named: pictures. */
export function keyOf(kind: string, parts: readonly InPass[]): string | null {
  if (parts.some(({ batch }) => batch.crops)) return null
  return [kind, ...parts.map(sizesOf)].join(' ')
}

/** The longest track counts by itself: that of a part may be shorter than its rows. */
function sizesOf({ batch: { rows, steps, spans }, dropout, tasks = [] }: InPass): string {
  const longest = spans.reduce((most, { boxes }) => Math.max(most, boxes), 0)
  return [rows, steps, spans.length, longest, tasks.length, dropout ? 'dropout' : ''].join(' ')
}

function placesOf(now: InPass, heads: number): Places {
  const { rows, steps } = now.batch
  if (heads === 0) return { rows, steps, heads, barrier: tf.zeros([0, steps, steps]) }
  const walls = given(now, wallsOf(heads))
  return { rows, steps, heads, barrier: tf.tensor3d(walls, [rows * heads, steps, steps]) }
}

const layouts = new WeakMap<Batch, Layout>()

/** Laid out once a batch. */
function laidOut(batch: Batch): Layout {
  const layout = layouts.get(batch) ?? layOut(batch.spans, batch.rows * batch.steps)
  layouts.set(batch, layout)
  return layout
}

type Marks = Omit<Layout, 'tracks' | 'steps'>

const marksOf =
  <K extends keyof Marks>(kind: K) =>
  ({ batch }: InPass): Marks[K] =>
    laidOut(batch)[kind]

function layoutOf(now: InPass): Layout {
  const { tracks, steps } = laidOut(now.batch)
  return {
    tracks,
    steps,
    from: given(now, marksOf('from')),
    back: given(now, marksOf('back')),
    share: given(now, marksOf('share')),
    real: given(now, marksOf('real')),
    first: given(now, marksOf('first')),
    last: given(now, marksOf('last')),
  }
}
