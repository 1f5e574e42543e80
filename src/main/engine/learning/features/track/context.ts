/** The other boxes of the same frame. */
import { columns } from '../../../base/detections.ts'
import { column, stepWidth } from './steps.ts'
import { type Scene, sortedBy } from '../../scene.ts'

/** Overlap above which a box lies on another one. */
const shadowOverlap = 0.3

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
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    const frame = boxes[order[from]! * columns]
    while (to < order.length && boxes[order[to]! * columns] === frame) to += 1
    const group = order.subarray(from, to).sort((a, b) => boxes[a * columns + 1]! - boxes[b * columns + 1]!)
    for (const i of group) rows[i * stepWidth + column.context + 2] = Math.log(to - from)
    sweep(boxes, group, (i, j, iou, ofFirst, ofSecond) => {
      raise(rows, i, iou, ofFirst)
      raise(rows, j, iou, ofSecond)
      if (iou <= shadowOverlap) return
      if (ageOf(j) > ageOf(i)) shadowed[i] = 1
      if (ageOf(i) > ageOf(j)) shadowed[j] = 1
    })
    from = to
  }
  return shadowed
}

function raise(rows: Float32Array, i: number, iou: number, cover: number): void {
  const at = i * stepWidth + column.context
  rows[at] = Math.max(rows[at]!, iou)
  rows[at + 1] = Math.max(rows[at + 1]!, cover)
}

/** All pairs of a frame that overlap: their IoU and the share of each that the other covers. */
function sweep(
  boxes: Float32Array,
  byLeft: Int32Array,
  found: (i: number, j: number, iou: number, ofFirst: number, ofSecond: number) => void,
): void {
  for (let a = 0; a < byLeft.length; a += 1) {
    const i = byLeft[a]! * columns
    const [x, y, w, h] = [boxes[i + 1]!, boxes[i + 2]!, boxes[i + 3]!, boxes[i + 4]!]
    for (let b = a + 1; b < byLeft.length; b += 1) {
      const j = byLeft[b]! * columns
      if (boxes[j + 1]! >= x + w) break
      const across = Math.min(x + w, boxes[j + 1]! + boxes[j + 3]!) - boxes[j + 1]!
      const down = Math.min(y + h, boxes[j + 2]! + boxes[j + 4]!) - Math.max(y, boxes[j + 2]!)
      if (across <= 0 || down <= 0) continue
      const [shared, first, second] = [across * down, w * h, boxes[j + 3]! * boxes[j + 4]!]
      found(byLeft[a]!, byLeft[b]!, shared / (first + second - shared), shared / first, shared / second)
    }
  }
}
