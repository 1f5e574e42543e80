/** What a detector takes for a person, each with its reason: it is in the picture, where the false box will be. */
import type { Random } from '../../base/random.ts'
import type { Box } from './boxes.ts'
import { falseSources as measured } from './measured.ts'
import { depthsOf, type Person, type Thing } from './things.ts'
import { anyDepth, anyPlace, project, type Setting } from './world.ts'

type Range = readonly [least: number, most: number]

/** Whole number around what `range` says, times `density`. */
const many = ([least, most]: Range, density: number, random: Random): number =>
  Math.floor(random.between(least, most + 1) * density + random.uniform() * 0.999)

/** `density`: 1 = as many as measured. */
export function makeMistakes(
  setting: Setting,
  persons: readonly Person[],
  density: number,
  random: Random,
): Thing[] {
  const { texture, reflection, flicker, part, blotch } = measured
  const { frames } = setting.camera
  const scale = density * (frames / 100)
  const make = (count: number, one: () => Thing | null): Thing[] =>
    Array.from({ length: count }, one).filter((thing) => thing !== null)
  return [
    ...make(many(texture.number, density, random), () => standing(setting, random)),
    ...make(many(reflection.number, density, random), () => mirrored(setting, persons, random)),
    ...make(many(flicker.number, density, random), () => flickering(setting, random)),
    ...make(Math.floor(persons.length * Math.min(1, part.share * density)), () => partOf(persons, random)),
    ...make(many(blotch.number, scale, random), () => momentary(setting, random)),
  ]
}

/** A trunk, a bin, a window frame: it looks like a person and stays where it is. */
function standing({ camera }: Setting, random: Random): Thing {
  const z = anyDepth(camera, random)
  const at = {
    x: anyPlace(camera, random.integer(camera.frames), z, random),
    z,
    up: random.uniform() < 0.5 ? 0 : random.between(0, 0.9),
    ...likeness(random),
  }
  const boxes = Array.from({ length: camera.frames }, (_, f) => project(camera, f, at))
  return { kind: 'texture', boxes, depths: camera.ahead.map((ahead) => z - ahead), shade: random.uniform() }
}

/** Sizes of false boxes scatter more than those of people, and they are wider. */
function likeness(random: Random): { width: number; height: number } {
  const height = Math.max(0.25, 0.68 + 0.3 * random.normal())
  return { height, width: height * Math.max(0.22, 0.48 + 0.15 * random.normal()) }
}

/** The image of a passing person in glass or in wet ground, while the person is before it. */
function mirrored({ camera }: Setting, persons: readonly Person[], random: Random): Thing | null {
  if (persons.length === 0) return null
  const { walk, shade } = random.pick(persons)
  const [aside, behind] = [random.between(-1.6, 1.6), random.between(0.2, 1.5)]
  const life = Math.min(camera.frames, 8 + random.integer(60))
  const first = random.integer(camera.frames - life + 1)
  const [width, height] = [walk.width * random.between(0.85, 1.15), walk.height * random.between(0.7, 1)]
  const depth = Float64Array.from(walk.z, (z) => z + behind)
  const boxes = Array.from({ length: camera.frames }, (_, f) =>
    f < first || f >= first + life
      ? null
      : project(camera, f, { x: walk.x[f]! + aside, z: depth[f]!, up: 0.2, width, height }),
  )
  return { kind: 'reflection', boxes, depths: depthsOf(camera, depth), shade }
}

/** Leaves, water, a lamp: light that jumps about one place for seconds, enough for a tracker to link it. */
function flickering({ camera }: Setting, random: Random): Thing {
  const z = anyDepth(camera, random)
  const life = Math.min(camera.frames, 6 + random.integer(50))
  const first = random.integer(camera.frames - life + 1)
  const x = anyPlace(camera, first, z, random)
  const { width, height } = likeness(random)
  const up = random.between(0, 0.8)
  const restless = random.between(0.03, 0.14)
  const boxes = Array.from({ length: camera.frames }, (_, f): Box | null => {
    if (f < first || f >= first + life) return null
    const grown = Math.max(0.5, 1 + 1.2 * restless * random.normal())
    const at = { x: x + restless * random.normal(), z, up: up + restless * random.normal() }
    return project(camera, f, { ...at, width: width * grown, height: height * grown })
  })
  return { kind: 'flicker', boxes, depths: camera.ahead.map((ahead) => z - ahead), shade: 1 }
}

/** Head and shoulders, legs, or a person with what is beside it: a box that moves with a real one and is none. */
function partOf(persons: readonly Person[], random: Random): Thing {
  const person = random.pick(persons)
  const [top, low] = random.pick([
    [0, 0.42],
    [0, 0.5],
    [0.5, 1],
    [-0.1, 1.05],
  ] as const)
  const wide = low - top > 1 ? random.between(1.9, 2.8) : random.between(0.8, 1.25)
  const aside = low - top > 1 ? random.between(-0.6, 0.6) : 0.1 * random.normal()
  const boxes = person.boxes.map((box): Box | null =>
    box === null
      ? null
      : {
          x: box.x + box.w * (0.5 + aside - wide / 2),
          y: box.y + box.h * top,
          w: box.w * wide,
          h: box.h * (low - top),
        },
  )
  return { kind: 'part', boxes, depths: person.depths, shade: person.shade }
}

/** A blotch of one to three frames: compression, glare, a bird. */
function momentary({ camera }: Setting, random: Random): Thing {
  const z = anyDepth(camera, random)
  const life = random.uniform() < 0.75 ? 1 : 2 + random.integer(2)
  const first = random.integer(Math.max(1, camera.frames - life + 1))
  const at = { x: anyPlace(camera, first, z, random), z, up: random.between(-0.2, 0.9), ...likeness(random) }
  const boxes = Array.from({ length: camera.frames }, (_, f) =>
    f < first || f >= first + life ? null : project(camera, f, at),
  )
  return { kind: 'blotch', boxes, depths: camera.ahead.map((ahead) => z - ahead), shade: random.uniform() }
}
