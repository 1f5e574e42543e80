/** The ways an object moves: families of 3-D paths, and the place a path takes in the unit cube. */
import type { PathFamily } from '../../../shared/contract/clipRecipe.ts'
import type { Random } from '../base/random.ts'
import { cosineOfTurn, sineOfTurn } from './turn.ts'

/** [points × 3]: x, y, z of one point after the other. */
export type Path = Float64Array
/** The point at `s`, 0 (start) … 1 (end), in a scale of its own. */
type Curve = (s: number) => [x: number, y: number, z: number]

/** A path of `points` points of the family, somewhere in the unit cube. */
export function makePath(family: PathFamily, points: number, random: Random): Path {
  return place(families[family](points, random), random)
}

const families: Record<PathFamily, (points: number, random: Random) => Path> = {
  line: (points, random) => {
    const [x, y, z] = [direction(random), direction(random), direction(random)]
    return sample(points, (s) => [x * s, y * s, z * s])
  },
  circle: (points, random) => sample(points, ellipse(random, random.between(0.75, 1), 1)),
  orbit: (points, random) =>
    sample(points, ellipse(random, random.between(1, 1.4), random.between(0.35, 0.7))),
  helix: (points, random) => {
    const round = ellipse(random, random.between(1.5, 2.5), 1)
    const rise = random.between(1.2, 2.5) * sign(random)
    return sample(points, (s) => {
      const [x, y] = round(s)
      return [x, y, rise * s]
    })
  },
  parabola: (points, random) => {
    const height = random.between(0.6, 1.4)
    const [heading, drift] = [sign(random), random.between(-0.5, 0.5)]
    const top = random.between(0.3, 0.7)
    return sample(points, (s) => {
      const fall = height * (1 - 4 * (s - top) * (s - top))
      return [heading * s, fall + drift * s, fall - drift * s]
    })
  },
  sine: (points, random) => {
    const [waves, start] = [random.between(0.8, 1.8), random.uniform()]
    const [height, slope, heading] = [random.between(0.2, 0.4), random.between(-0.3, 0.3), sign(random)]
    return sample(points, (s) => {
      const wave = height * sineOfTurn(waves * s + start)
      return [heading * s, wave + slope * s, slope * s - 0.6 * wave]
    })
  },
  'random walk': (points, random) => {
    const path = new Float64Array(points * 3)
    const speed = [random.normal(), random.normal(), random.normal()]
    for (let i = 3; i < path.length; i += 1) {
      const axis = i % 3
      speed[axis] = 0.75 * speed[axis]! + random.normal()
      path[i] = path[i - 3]! + speed[axis]
    }
    return path
  },
  straight: (points, random) => drive(points, random, 0),
  'left turn': (points, random) => drive(points, random, random.between(0.2, 0.3)),
  'right turn': (points, random) => drive(points, random, -random.between(0.2, 0.3)),
  'u-turn': (points, random) => drive(points, random, 0.5 * sign(random)),
  loop: (points, random) => drive(points, random, random.between(1, 1.15) * sign(random)),
}

/** Away from 0, so that no view sees the line as a point. */
const direction = (random: Random): number => random.between(0.3, 1) * sign(random)
const sign = (random: Random): number => (random.integer(2) === 0 ? 1 : -1)

function sample(points: number, curve: Curve): Path {
  const path = new Float64Array(points * 3)
  for (let i = 0; i < points; i += 1) path.set(curve(points > 1 ? i / (points - 1) : 0), i * 3)
  return path
}

/** `turns` times round an ellipse of half axes 1 and `narrow`, turned in its plane, the plane tilted. */
function ellipse(random: Random, turns: number, narrow: number): Curve {
  const [start, turned, way] = [random.uniform(), random.uniform(), sign(random)]
  const [tiltX, tiltY] = [random.between(-0.6, 0.6), random.between(-0.6, 0.6)]
  const [across, along] = [sineOfTurn(turned), cosineOfTurn(turned)]
  return (s) => {
    const angle = start + way * turns * s
    const [u, v] = [cosineOfTurn(angle), narrow * sineOfTurn(angle)]
    const [x, y] = [along * u - across * v, across * u + along * v]
    return [x, y, tiltX * x + tiltY * y]
  }
}

/** A vehicle on slightly rising ground: it turns by `turn` (in turns, left is positive) in the middle of its way. */
function drive(points: number, random: Random, turn: number): Path {
  const path = new Float64Array(points * 3)
  const heading = random.uniform()
  const [begin, end] = [random.between(0.2, 0.35), random.between(0.65, 0.8)]
  const [climb, wobble] = [random.between(-0.4, 0.4), 0.15]
  for (let i = 1; i < points; i += 1) {
    const s = (i - 0.5) / (points - 1)
    const turned = Math.min(1, Math.max(0, (s - begin) / (end - begin)))
    const angle = heading + turn * turned
    path[i * 3] = path[i * 3 - 3]! + cosineOfTurn(angle) + wobble * random.normal()
    path[i * 3 + 1] = path[i * 3 - 2]! + sineOfTurn(angle) + wobble * random.normal()
    path[i * 3 + 2] = path[i * 3 - 1]! + climb + wobble * random.normal()
  }
  return path
}

const margin = 0.1

/** Scales all axes alike to a random extent and moves the path to a random place within the margins of the cube. */
function place(path: Path, random: Random): Path {
  const low = [0, 1, 2].map((axis) => extreme(path, axis, Math.min))
  const range = [0, 1, 2].map((axis) => extreme(path, axis, Math.max) - low[axis]!)
  const scale = random.between(0.5, 1 - 2 * margin) / Math.max(...range, 1e-9)
  const start = range.map((length) => margin + (1 - 2 * margin - length * scale) * random.uniform())
  return path.map((value, i) => start[i % 3]! + (value - low[i % 3]!) * scale)
}

function extreme(path: Path, axis: number, choose: (one: number, other: number) => number): number {
  let value = path[axis]!
  for (let i = axis; i < path.length; i += 3) value = choose(value, path[i]!)
  return value
}
