/**
 * A pinhole camera over flat ground. Lengths are in heights of a person: one at depth z has a z-th of
 * the picture's height; its feet are `eye` of its heights below the horizon. The camera may drive ahead and turn, as on a car or a walking robot.
 */
import type { Random } from '../../base/random.ts'
import { crowds, pictures } from './measured.ts'
import type { Box, Picture } from './boxes.ts'

export interface Camera extends Picture {
  frames: number
  /** Pixels from the picture's top. */
  horizon: number
  /** Height of the camera over the ground. */
  eye: number
  nearest: number
  farthest: number
  /** Way ahead at each frame, and pixels by which the picture is turned aside and shaken. */
  ahead: Float64Array
  aside: Float64Array
  shake: Float64Array
}

/** How a scene is seen and how fast things move in it. */
export interface Setting {
  camera: Camera
  /** Usual way of a walking person a frame. Small where a film has many frames a second. */
  pace: number
  /** People in view at a time. */
  crowd: number
}

/** Nearer things, taller than the picture, are not seen. */
const nearestSeen = 0.9

export function makeSetting(picture: Picture, frames: number, random: Random): Setting {
  const raised = random.uniform() < pictures.raisedShare
  const [eye, nearest] = raised
    ? [random.between(2.5, 6), random.between(3.5, 5.5)]
    : [random.between(0.55, 1.1), random.between(2, 3.2)]
  const farthest = nearest * random.between(1.8, 3.4)
  const horizon = picture.height * (random.between(raised ? 0.85 : 0.65, 1.02) - eye / nearest)
  // Uniform in 1 / pace: as many slow films (many frames a second) as quick ones.
  const pace = 1 / random.between(1 / pictures.pace.fastest, 1 / pictures.pace.slowest)
  const moving = !raised && random.uniform() < pictures.movingShare
  const camera: Camera = {
    ...picture,
    frames,
    horizon,
    eye,
    nearest,
    farthest,
    ...drive(frames, picture.height, moving, pace, random),
  }
  const [least, most] = random.pick(crowds)
  return { camera, pace, crowd: random.between(least, most) }
}

function drive(frames: number, height: number, moving: boolean, pace: number, random: Random) {
  const [ahead, aside, shake] = [new Float64Array(frames), new Float64Array(frames), new Float64Array(frames)]
  const speed = moving ? pace * random.between(0.3, 2.5) : 0
  const turning = moving ? height * pace * 0.12 : 0
  const trembling = moving ? height * random.between(0.0005, 0.004) : 0
  let turn = turning * random.normal()
  for (let f = 1; f < frames; f += 1) {
    turn = 0.95 * turn + 0.31 * turning * random.normal()
    ahead[f] = ahead[f - 1]! + speed
    aside[f] = aside[f - 1]! + turn
    shake[f] = trembling * random.normal()
  }
  return { ahead, aside, shake }
}

/** Something standing at (x, z), `up` above the ground, as frame `frame` shows it; null behind the camera. */
export function project(
  camera: Camera,
  frame: number,
  at: { x: number; z: number; up?: number; width: number; height: number },
): Box | null {
  const depth = at.z - camera.ahead[frame]!
  if (depth < nearestSeen) return null
  const unit = camera.height / depth
  const [w, h] = [at.width * unit, at.height * unit]
  const foot = camera.horizon + camera.shake[frame]! + (camera.eye - (at.up ?? 0)) * unit
  const middle = camera.width / 2 + at.x * unit + camera.aside[frame]!
  return { x: middle - w / 2, y: foot - h, w, h }
}

/** A depth between the scene's nearest and farthest, and behind that as far as the camera will drive. */
export const anyDepth = ({ nearest, farthest, ahead }: Camera, random: Random): number =>
  random.between(nearest, farthest + ahead[ahead.length - 1]!)

/** Sideways place that frame `frame` shows, or nearly, at a depth. */
export function anyPlace(camera: Camera, frame: number, z: number, random: Random): number {
  const depth = Math.max(nearestSeen, z - camera.ahead[frame]!)
  const aside = (camera.aside[frame]! * depth) / camera.height
  return ((depth * camera.width) / camera.height) * random.between(-0.52, 0.52) - aside
}
