/** Draws a scene: sky and ground, then everything from far to near. Plain arithmetic, as in raster.ts. */
import { addNoise } from '../noise.ts'
import type { Box } from './boxes.ts'
import { drawPerson } from './drawPerson.ts'
import { layBox, layEllipse, type Sheet } from './lay.ts'
import type { SceneOrder, World } from './scene.ts'
import type { Thing } from './things.ts'

type Grey = readonly [number, number, number]

const sky: readonly [Grey, Grey] = [
  [118, 138, 160],
  [176, 184, 190],
]
const ground: readonly [Grey, Grey] = [
  [112, 112, 106],
  [66, 68, 66],
]

/** One frame into `picture`, [height, width, 3]. */
export function drawWorld(
  world: World,
  order: SceneOrder & { noise: number },
  index: number,
  frame: number,
  picture: Uint8Array,
): void {
  const { width, height, seed, noise } = order
  const sheet = { picture, width, height }
  drawGround(sheet, world.camera.horizon + world.camera.shake[frame]!)
  for (const layer of [world.mistakes, [...world.persons, ...world.pillars]])
    for (const thing of fromFar(layer, frame)) drawThing(sheet, thing, thing.boxes[frame]!, frame)
  if (noise > 0) addNoise(picture, noise, seed, index, frame)
}

/** The same world in a picture of another size, to be drawn there. */
export function scaledWorld(world: World, factor: number): World {
  const scaled = <T extends Thing>(things: T[]): T[] =>
    things.map((thing) => ({
      ...thing,
      boxes: thing.boxes.map(
        (box) => box && { x: box.x * factor, y: box.y * factor, w: box.w * factor, h: box.h * factor },
      ),
    }))
  const { camera } = world
  return {
    camera: {
      ...camera,
      horizon: camera.horizon * factor,
      shake: camera.shake.map((shift) => shift * factor),
    },
    persons: scaled(world.persons),
    pillars: scaled(world.pillars),
    mistakes: scaled(world.mistakes),
  }
}

/** What a detector is not hindered by lies behind what it is hindered by: those two are drawn one after the other. */
const fromFar = (things: readonly Thing[], frame: number): Thing[] =>
  things.filter(({ boxes }) => boxes[frame]).sort((one, other) => other.depths[frame]! - one.depths[frame]!)

/** Sky down to the horizon, ground below it; each row has one colour. */
function drawGround({ picture, width, height }: Sheet, horizon: number): void {
  for (let y = 0; y < height; y += 1) {
    const below = y >= horizon
    const [from, to] = below ? ground : sky
    const share = below
      ? (y - horizon) / Math.max(1, height - horizon)
      : Math.max(0, 1 + (y - horizon) / height)
    const start = y * width * 3
    for (let channel = 0; channel < 3; channel += 1)
      picture[start + channel] = Math.round(
        from[channel]! + (to[channel]! - from[channel]!) * Math.min(1, share),
      )
    picture.copyWithin(start + 3, start, start + 3)
    for (let done = 6; done < width * 3; done *= 2)
      picture.copyWithin(start + done, start, start + Math.min(done, width * 3 - done))
  }
}

function drawThing(sheet: Sheet, thing: Thing, box: Box, frame: number): void {
  const grey = Math.round(50 + 130 * thing.shade)
  switch (thing.kind) {
    case 'person':
      return drawPerson(sheet, box, thing.shade, frame, 1)
    case 'reflection':
      return drawPerson(sheet, box, thing.shade, frame, 0.35)
    case 'pillar':
      return layBox(sheet, box, [grey >> 1, grey >> 1, (grey >> 1) + 8], 1)
    case 'texture':
      layBox(sheet, box, [grey, Math.round(grey * 0.8), Math.round(grey * 0.6)], 0.75)
      return layBox(
        sheet,
        { x: box.x + box.w * 0.3, y: box.y + box.h * 0.2, w: box.w * 0.4, h: box.h * 0.6 },
        [40, 44, 40],
        0.5,
      )
    case 'flicker':
      return layEllipse(sheet, box, [250, 246, 214], 0.6)
    case 'blotch':
      return layEllipse(sheet, box, [grey, grey, grey], 0.4)
    case 'part':
      // A piece of a person, and drawn with it.
      return
  }
}
