/** What is in the world: people, what stands before them, and everything that a detector may take for a person. */
import type { Random } from '../../base/random.ts'
import { cosineOfTurn, sineOfTurn } from '../turn.ts'
import { type Box, contains, inView, type Picture } from './boxes.ts'
import { people as measured } from './measured.ts'
import { anyDepth, anyPlace, type Camera, project, type Setting } from './world.ts'

export type ThingKind = 'person' | 'pillar' | 'texture' | 'reflection' | 'flicker' | 'part' | 'blotch'

export interface Thing {
  kind: ThingKind
  /** Whole box in each frame; null where it is not there. May reach beyond the picture. */
  boxes: (Box | null)[]
  /** Depth in each frame: nearer things hide farther ones. */
  depths: Float64Array
  /** 0 (dark) … 1 (light). */
  shade: number
}

/** Places of a person in each frame, and its size in heights. */
export interface Walk {
  x: Float64Array
  z: Float64Array
  width: number
  height: number
}

export interface Person extends Thing {
  walk: Walk
}

/** People one after the other, until as many are in view, on average over the frames, as the setting wants. */
export function makePeople({ camera, pace, crowd }: Setting, random: Random): Person[] {
  const found: Person[] = []
  let seen = 0
  while (seen < crowd * camera.frames && found.length < measured.most) {
    const walk = makeWalk(camera, pace, random)
    const boxes = seenBoxes(camera, walk)
    const inSight = boxes.filter((box) => box && inView(box, camera, 0.3)).length
    if (inSight === 0) continue
    seen += inSight
    found.push({ kind: 'person', walk, boxes, depths: depthsOf(camera, walk.z), shade: random.uniform() })
  }
  return found
}

function makeWalk(camera: Camera, pace: number, random: Random): Walk {
  const { frames } = camera
  const at = random.integer(frames)
  const [x, z] = [new Float64Array(frames), new Float64Array(frames)]
  z[at] = camera.ahead[at]! + random.between(camera.nearest, camera.farthest)
  x[at] = anyPlace(camera, at, z[at]!, random)
  const speed = random.uniform() < measured.standing ? 0.03 * pace : pace * random.between(0.5, 1.7)
  // More often across the picture than towards it.
  const heading = random.integer(2) / 2 + 0.11 * random.normal()
  for (const way of [1, -1]) {
    let turned = heading
    for (let f = at + way; f >= 0 && f < frames; f += way) {
      turned += 0.006 * random.normal()
      x[f] = x[f - way]! + way * speed * cosineOfTurn(turned)
      z[f] = z[f - way]! + way * speed * sineOfTurn(turned)
    }
  }
  const height = 1 + 0.07 * random.normal()
  return { x, z, height, width: height * Math.max(0.28, measured.aspect + 0.06 * random.normal()) }
}

const seenBoxes = (camera: Camera, { x, z, width, height }: Walk): (Box | null)[] =>
  Array.from(x, (place, f) => project(camera, f, { x: place, z: z[f]!, width, height }))

export const depthsOf = (camera: Camera, z: ArrayLike<number>): Float64Array =>
  camera.ahead.map((ahead, f) => z[f]! - ahead)

/** Posts and signs between the camera and the people. */
export function makePillars({ camera }: Setting, random: Random): Thing[] {
  return Array.from({ length: random.integer(3) }, () => {
    const z = camera.nearest + 0.5 * (anyDepth(camera, random) - camera.nearest)
    const x = anyPlace(camera, random.integer(camera.frames), z, random)
    const [width, height] = [random.between(0.15, 0.6), random.between(1.2, 2.2)]
    const boxes = Array.from({ length: camera.frames }, (_, f) => project(camera, f, { x, z, width, height }))
    const depths = camera.ahead.map((ahead) => z - ahead)
    return { kind: 'pillar', boxes, depths, shade: random.uniform() }
  })
}

const [columns, rows] = [3, 6]

/** Share of a thing that nothing nearer hides; what is outside the picture counts half. 0 where it is not there. */
export function visibility(
  thing: Thing,
  frame: number,
  hiders: readonly Thing[],
  { width, height }: Picture,
): number {
  const box = thing.boxes[frame]
  if (!box) return 0
  const nearer = hiders.filter((other) => other !== thing && other.depths[frame]! < thing.depths[frame]!)
  const view = { x: 0, y: 0, w: width, h: height }
  let open = 0
  for (let i = 0; i < columns * rows; i += 1) {
    const x = box.x + (box.w * ((i % columns) + 0.5)) / columns
    const y = box.y + (box.h * (Math.floor(i / columns) + 0.5)) / rows
    if (!contains(view, x, y)) open += 0.5
    else if (!nearer.some(({ boxes }) => boxes[frame] && contains(boxes[frame], x, y))) open += 1
  }
  return open / (columns * rows)
}
