/** Where in the picture, and how large, are the boxes of other tracks: of all, of lasting ones, of passing ones. */
import { columns } from '../../../base/detections.ts'
import { boxesIn, countTracks, type Scene } from '../../data/scene.ts'
import { NearestPoints } from './nearest.ts'
import { column, stepWidth } from './steps.ts'

const lasting = 8
const passing = 2
const nearest = 5
/** At most so many boxes of a track, evenly spaced, are neighbours: a thing that stands still is one thing. */
const boxesOfEach = 16
/** Closer than this all is one place. */
const nearBy = 1e-3

/** Of a scene; `lasting`, `between` and `passing` hold each box once. */
export interface Neighbourhood {
  lasting: NearestPoints
  between: NearestPoints
  passing: NearestPoints
}

/** z = (2·cx/W, 3·y2/H, log h/H, log w/W): a place and a size (MODEL.md, neighbours). */
export function placeOf({ boxes, frame }: Scene, i: number, into: Float32Array, at = 0): void {
  const from = i * columns
  const [w, h] = [Math.max(1e-3, boxes[from + 3]!), Math.max(1e-3, boxes[from + 4]!)]
  into[at] = (2 * (boxes[from + 1]! + w / 2)) / frame.width
  into[at + 1] = (3 * (boxes[from + 2]! + h)) / frame.height
  into[at + 2] = Math.log(h / frame.height)
  into[at + 3] = Math.log(w / frame.width)
}

export function buildNeighbourhood(scene: Scene): Neighbourhood {
  return {
    lasting: pointsOf(scene, (boxes) => boxes >= lasting),
    between: pointsOf(scene, (boxes) => boxes > passing && boxes < lasting),
    passing: pointsOf(scene, (boxes) => boxes <= passing),
  }
}

function pointsOf(scene: Scene, belongs: (boxes: number) => boolean): NearestPoints {
  const [taken, owners]: number[][] = [[], []]
  for (let t = 0; t < countTracks(scene); t += 1) {
    const boxes = boxesIn(scene, t)
    if (boxes === 0 || !belongs(boxes)) continue
    const count = Math.min(boxes, boxesOfEach)
    for (let k = 0; k < count; k += 1) {
      taken!.push(scene.offsets[t]! + Math.floor((k * boxes) / count))
      owners!.push(t)
    }
  }
  const points = new Float32Array(taken!.length * 4)
  taken!.forEach((box, n) => placeOf(scene, box, points, n * 4))
  return new NearestPoints(points, Int32Array.from(owners!))
}

/**
 * log of the mean distance to the 5 nearest boxes of other tracks · the same to tracks of ≥ 8 boxes minus that to
 * tracks of ≤ 2; each none where there are no such boxes. Looked up at boxes 1, 2, 5, 17, 65, … of a track and kept
 * until the next, because places change slowly and nothing must come from later boxes.
 */
export function writeNeighbours(
  scene: Scene,
  near: Neighbourhood,
  rows: Float32Array,
  from = 0,
  to = scene.owner.length,
): void {
  const query = new Float32Array(4)
  for (let i = from; i < to; i += 1) {
    const at = i * stepWidth + column.neighbours
    const track = scene.owner[i]!
    if (i > from && scene.owner[i - 1] === track && !isLookedUp(i - scene.offsets[track]!)) {
      rows[at] = rows[at - stepWidth]!
      rows[at + 1] = rows[at + 1 - stepWidth]!
      continue
    }
    placeOf(scene, i, query)
    near.lasting.search(query, track, longOnes)
    near.between.search(query, track, middleOnes)
    near.passing.search(query, track, shortOnes)
    rows[at] = meanDistance(merged())
    rows[at + 1] = meanDistance(longOnes) - meanDistance(shortOnes)
  }
}

/** 0, 1, 4, 16, 64, … */
const isLookedUp = (age: number): boolean => (age & (age - 1)) === 0 && (age & 0xaaaa_aaaa) === 0

const longOnes = new Float64Array(nearest)
const middleOnes = new Float64Array(nearest)
const shortOnes = new Float64Array(nearest)
const closest = new Float64Array(nearest)

/** The nearest of all three, each of which ascends. */
function merged(): Float64Array {
  let [long, middle, short] = [0, 0, 0]
  for (let n = 0; n < nearest; n += 1) {
    const [a, b, c] = [longOnes[long]!, middleOnes[middle]!, shortOnes[short]!]
    if (a <= b && a <= c) long += 1
    else if (b <= c) middle += 1
    else short += 1
    closest[n] = Math.min(a, b, c)
  }
  return closest
}

/** Of those that there are. */
function meanDistance(squares: Float64Array): number {
  let [sum, n] = [0, 0]
  while (n < squares.length && squares[n]! < Number.POSITIVE_INFINITY) {
    sum += Math.sqrt(squares[n]!)
    n += 1
  }
  return n === 0 ? Number.NaN : Math.log(Math.max(nearBy, sum / n))
}
