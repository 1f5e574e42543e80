/** The other boxes of the same frame. */
import { columns } from '../../../base/detections.ts'
import { type Scene, sortedBy } from '../../data/scene.ts'
import { column, stepWidth } from './steps.ts'

/** Overlap above which a box lies on another one. */
const shadowOverlap = 0.3
const fewBoxes = 40

/**
 * Largest IoU with another box of the frame · largest share of this box that one other covers · log(1 + others)
 * (MODEL.md, context). Returns [boxes]: 1 where the box has IoU > .3 with a track that has had more boxes by then.
 * Boxes of a frame are swept from left to right, so that only those that overlap across are compared.
 */
export function writeContext(scene: Scene, rows: Float32Array): Uint8Array {
  const { boxes, owner, offsets } = scene
  const shadowed = new Uint8Array(owner.length)
  const order = sortedBy(owner.length, (i) => boxes[i * columns]!)
  const ageOf = (i: number) => i - offsets[owner[i]!]!
  const meet = (i: number, j: number, iou: number, ofFirst: number, ofSecond: number) => {
    raise(rows, i, iou, ofFirst)
    raise(rows, j, iou, ofSecond)
    if (iou <= shadowOverlap) return
    if (ageOf(j) > ageOf(i)) shadowed[i] = 1
    if (ageOf(i) > ageOf(j)) shadowed[j] = 1
  }
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    const frame = boxes[order[from]! * columns]
    while (to < order.length && boxes[order[to]! * columns] === frame) to += 1
    const group = byLeft(boxes, order.subarray(from, to))
    const company = Math.log(to - from)
    for (let n = from; n < to; n += 1) rows[order[n]! * stepWidth + column.context + 2] = company
    sweep(boxes, group, meet)
    from = to
  }
  return shadowed
}

/** In place; equal ones stay in their order. Few are put in by hand: a sort that calls back costs more than the rest. */
function byLeft(boxes: Float32Array, group: Int32Array): Int32Array {
  const leftOf = (i: number) => boxes[i * columns + 1]!
  if (group.length > fewBoxes) return group.sort((a, b) => leftOf(a) - leftOf(b))
  for (let n = 1; n < group.length; n += 1) {
    const moved = group[n]!
    const left = leftOf(moved)
    let place = n
    for (; place > 0 && leftOf(group[place - 1]!) > left; place -= 1) group[place] = group[place - 1]!
    group[place] = moved
  }
  return group
}

function raise(rows: Float32Array, i: number, iou: number, cover: number): void {
  const at = i * stepWidth + column.context
  if (iou > rows[at]!) rows[at] = iou
  if (cover > rows[at + 1]!) rows[at + 1] = cover
}

/** All pairs of a frame that overlap: their IoU and the share of each that the other covers. */
function sweep(
  boxes: Float32Array,
  ordered: Int32Array,
  found: (i: number, j: number, iou: number, ofFirst: number, ofSecond: number) => void,
): void {
  for (let a = 0; a < ordered.length; a += 1) {
    const i = ordered[a]! * columns
    const x = boxes[i + 1]!
    const y = boxes[i + 2]!
    const w = boxes[i + 3]!
    const h = boxes[i + 4]!
    for (let b = a + 1; b < ordered.length; b += 1) {
      const j = ordered[b]! * columns
      if (boxes[j + 1]! >= x + w) break
      const across = Math.min(x + w, boxes[j + 1]! + boxes[j + 3]!) - boxes[j + 1]!
      const down = Math.min(y + h, boxes[j + 2]! + boxes[j + 4]!) - Math.max(y, boxes[j + 2]!)
      if (across <= 0 || down <= 0) continue
      const shared = across * down
      const first = w * h
      const second = boxes[j + 3]! * boxes[j + 4]!
      found(ordered[a]!, ordered[b]!, shared / (first + second - shared), shared / first, shared / second)
    }
  }
}
