/** What a global tracker makes of linked boxes: smooth ones, and few tracks that are short or weak. */
import type { Random } from '../../base/random.ts'
import type { LinkedBox } from './link.ts'

const [short, weak] = [4, 0.62]
/** Short or weak tracks that it leaves in. */
const oversight = 0.12

export function clean(tracks: readonly LinkedBox[][], random: Random): LinkedBox[][] {
  return tracks
    .filter((boxes) => {
      const score = boxes.reduce((sum, box) => sum + box.score, 0) / boxes.length
      const overlooked = random.uniform() < oversight
      return (boxes.length >= short && score >= weak) || overlooked
    })
    .map((boxes) => boxes.map((box, i) => ({ ...box, ...around(boxes, i) })))
}

/** Mean of a box and its neighbours in time, at most two away and as many on both sides: a steady way stays as it is. */
function around(boxes: readonly LinkedBox[], i: number) {
  const now = boxes[i]!
  const sum = { x: 0, y: 0, w: 0, h: 0, weight: 0 }
  const reach = Math.min(2, i, boxes.length - 1 - i)
  for (let k = i - reach; k <= i + reach; k += 1) {
    const box = boxes[k]!
    const weight = 1 / (1 + Math.abs(k - i))
    sum.x += weight * box.x
    sum.y += weight * box.y
    sum.w += weight * box.w
    sum.h += weight * box.h
    sum.weight += weight
  }
  const { weight } = sum
  return reach === 0
    ? { x: now.x, y: now.y, w: now.w, h: now.h }
    : { x: sum.x / weight, y: sum.y / weight, w: sum.w / weight, h: sum.h / weight }
}
