/** Which track may go on as which: a long thing that was lost and found again is two short tracks that fit together. */
import { columns } from '../../../base/detections.ts'
import { boxesIn, countTracks, type Scene, sortedBy } from '../../data/scene.ts'

export interface Links {
  /** [tracks]: how well the best track before fits, 0–1, and log of its length; the same of the best one after. */
  before: Float32Array
  beforeLength: Float32Array
  after: Float32Array
  afterLength: Float32Array
}

const longestGap = 10
/** Centres further apart than this many heights never fit. */
const reach = 6

/**
 * Of track A, which ends 1–10 frames (g) before B starts, to B: exp(−d / (.5 h (1 + .1 g))) · exp(−2 |Δ log h|), where h
 * is the mean of both heights there and d the smaller of the distance between the centres and that from where A's last
 * speed would have led (MODEL.md, links). Ends are looked up by frame and then by place, so that few pairs are tried.
 * `live`: A has ended when it is not seen when B starts, whatever comes later.
 */
export function findLinks(scene: Scene, live: boolean): Links {
  const n = countTracks(scene)
  const links: Links = {
    before: new Float32Array(n),
    beforeLength: new Float32Array(n),
    after: new Float32Array(n),
    afterLength: new Float32Array(n),
  }
  const ends = endsByFrame(scene, live)
  for (let b = 0; b < n; b += 1) {
    if (boxesIn(scene, b) === 0) continue
    const [start, x, , h] = boxAt(scene, scene.offsets[b]!)
    for (let gap = 1; gap <= longestGap; gap += 1)
      ends.near(start - gap, x, reach * h, (end) => {
        if (!isSeenAgain(scene, end, start)) note(links, scene, end, b, gap)
      })
  }
  return links
}

/** Has the track of the box another one up to this frame? */
function isSeenAgain({ offsets, owner, boxes }: Scene, box: number, frame: number): boolean {
  return box + 1 < offsets[owner[box]! + 1]! && boxes[(box + 1) * columns]! <= frame
}

function note(links: Links, scene: Scene, end: number, b: number, gap: number): void {
  const a = scene.owner[end]!
  const fit = fitOf(scene, end, scene.offsets[b]!, gap)
  if (fit > links.before[b]!) {
    links.before[b] = fit
    links.beforeLength[b] = Math.log(end + 1 - scene.offsets[a]!)
  }
  if (fit > links.after[a]!) {
    links.after[a] = fit
    links.afterLength[a] = Math.log(boxesIn(scene, b))
  }
}

function fitOf(scene: Scene, end: number, start: number, gap: number): number {
  const [, ax, ay, ah] = boxAt(scene, end)
  const [, bx, by, bh] = boxAt(scene, start)
  const [vx, vy] = lastSpeed(scene, end)
  const height = (ah + bh) / 2
  const plain = Math.hypot(bx - ax, by - ay)
  const led = Math.hypot(bx - ax - vx * gap, by - ay - vy * gap)
  const away = Math.min(plain, led) / (0.5 * height * (1 + 0.1 * gap))
  return Math.exp(-away - 2 * Math.abs(Math.log(ah / bh)))
}

/** Pixels a frame over the last five boxes. */
function lastSpeed(scene: Scene, end: number): [number, number] {
  const first = Math.max(scene.offsets[scene.owner[end]!]!, end - 4)
  if (first === end) return [0, 0]
  const [from, x0, y0] = boxAt(scene, first)
  const [to, x1, y1] = boxAt(scene, end)
  const dt = Math.max(1, to - from)
  return [(x1 - x0) / dt, (y1 - y0) / dt]
}

/** Frame, centre and height. */
function boxAt({ boxes }: Scene, i: number): [number, number, number, number] {
  const at = i * columns
  const [w, h] = [boxes[at + 3]!, Math.max(1e-3, boxes[at + 4]!)]
  return [boxes[at]!, boxes[at + 1]! + w / 2, boxes[at + 2]! + h / 2, h]
}

/** Last boxes of tracks (live: also those before a gap) by their frame, and within it by their centre. */
function endsByFrame(scene: Scene, live: boolean) {
  const { boxes, owner } = scene
  const frameOf = (i: number) => boxes[i * columns]!
  const ends: number[] = []
  for (let i = 0; i < owner.length; i += 1)
    if (owner[i + 1] !== owner[i] || (live && frameOf(i + 1) > frameOf(i) + 1)) ends.push(i)
  const place = Int32Array.from(ends, (i) => Math.max(0, Math.round(boxAt(scene, i)[1])))
  const byFrame = new Map<number, number[]>()
  for (const n of sortedBy(ends.length, (i) => place[i]!)) {
    const list = byFrame.get(frameOf(ends[n]!))
    if (list) list.push(n)
    else byFrame.set(frameOf(ends[n]!), [n])
  }
  return {
    near(frame: number, x: number, within: number, found: (end: number) => void): void {
      const list = byFrame.get(frame)
      if (!list) return
      const [from, to] = [Math.max(0, Math.round(x - within)), Math.max(0, Math.round(x + within))]
      let [low, high] = [0, list.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (place[list[middle]!]! < from) low = middle + 1
        else high = middle
      }
      for (; low < list.length && place[list[low]!]! <= to; low += 1) found(ends[list[low]!]!)
    },
  }
}
