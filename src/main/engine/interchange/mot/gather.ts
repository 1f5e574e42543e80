/** Rows as they come, made into tracks at the end: growing flat arrays, 36 bytes a box. */
import { columns } from '../../base/detections.ts'
import type { TrackSet } from '../trackSet.ts'
import type { Row } from './row.ts'

export interface Duplicate {
  frame: number
  id: number
  /** Lines of the first and of the second box, 1-based. */
  line: number
  again: number
}

export class Gathering {
  #boxes = new Float32Array(columns * 1024)
  #ids = new Float64Array(1024)
  #lines = new Uint32Array(1024)
  #count = 0

  get count(): number {
    return this.#count
  }

  add(row: Row, line: number): void {
    if (this.#count === this.#ids.length) this.#grow()
    const at = this.#count * columns
    this.#boxes.set([row.frame, row.x, row.y, row.w, row.h, row.score], at)
    this.#ids[this.#count] = row.id
    this.#lines[this.#count] = line
    this.#count += 1
  }

  #grow(): void {
    const boxes = new Float32Array(this.#boxes.length * 2)
    const ids = new Float64Array(this.#ids.length * 2)
    const lines = new Uint32Array(this.#lines.length * 2)
    boxes.set(this.#boxes)
    ids.set(this.#ids)
    lines.set(this.#lines)
    this.#boxes = boxes
    this.#ids = ids
    this.#lines = lines
  }

  #order(): Uint32Array {
    const order = new Uint32Array(this.#count)
    for (let i = 0; i < order.length; i += 1) order[i] = i
    const ids = this.#ids
    const boxes = this.#boxes
    return order.sort((a, b) => ids[a]! - ids[b]! || boxes[a * columns]! - boxes[b * columns]! || a - b)
  }

  /** Tracks by id, boxes by frame. Of two boxes of one id in one frame the later line goes to `onDuplicate` and is left out. */
  finish(onDuplicate: (duplicate: Duplicate) => void): TrackSet {
    const order = this.#order()
    const boxes = new Float32Array(this.#count * columns)
    const numbers: number[] = []
    const starts: number[] = []
    let kept = 0
    let previous = -1
    for (const i of order) {
      const at = i * columns
      const frame = this.#boxes[at]!
      const same = previous >= 0 && this.#ids[previous] === this.#ids[i]
      if (same && this.#boxes[previous * columns] === frame) {
        onDuplicate({ frame, id: this.#ids[i]!, line: this.#lines[previous]!, again: this.#lines[i]! })
        continue
      }
      if (!same) {
        numbers.push(this.#ids[i]!)
        starts.push(kept)
      }
      boxes.set(this.#boxes.subarray(at, at + columns), kept * columns)
      kept += 1
      previous = i
    }
    starts.push(kept)
    return {
      numbers: Float64Array.from(numbers),
      starts: Uint32Array.from(starts),
      boxes: kept === this.#count ? boxes : boxes.slice(0, kept * columns),
    }
  }
}
