/** A scene of the preset `tracker`: what is in the world, and what a detector and a tracker made of it. */
import type { TrackClass } from '../../../../shared/words.ts'
import { createRandom, type Random } from '../../base/random.ts'
import type { Picture } from './boxes.ts'
import { clean } from './clean.ts'
import { detectAll } from './detect.ts'
import { link, type LinkedBox } from './link.ts'
import { type Detector, detectors, trackers } from './measured.ts'
import { makeMistakes } from './mistakes.ts'
import { makePeople, makePillars, type Person, type Thing } from './things.ts'
import { judge } from './truth.ts'
import { type Camera, makeSetting } from './world.ts'

/** What a recipe says of one scene. */
export interface SceneOrder extends Picture {
  seed: number
  frames: number
  /** Things to be mistaken, as a multiple of what was measured. */
  clutter: number
  /** Absent = each scene has its own. */
  detector?: Detector['name']
}

export interface World {
  camera: Camera
  persons: Person[]
  pillars: Thing[]
  mistakes: Thing[]
}

export interface TrackerTrack {
  /** 1 … n in order of appearance. */
  number: number
  truth: TrackClass
  detections: Float32Array
}

/** `empty`: nobody is there, only what may be taken for somebody. */
export function makeWorld(
  { seed, frames, width, height, clutter }: SceneOrder,
  index: number,
  empty: boolean,
): World {
  const random = createRandom(seed, index, 'tracker world')
  const setting = makeSetting({ width, height }, frames, random)
  const persons = empty ? [] : makePeople(setting, random)
  const pillars = makePillars(setting, random)
  return {
    camera: setting.camera,
    persons,
    pillars,
    mistakes: makeMistakes(setting, persons, clutter, random),
  }
}

/** Tracks of a world, as one of the detectors and its tracker would give them. */
export function trackWorld(
  { persons, pillars, mistakes }: World,
  order: SceneOrder,
  index: number,
): TrackerTrack[] {
  const random = createRandom(order.seed, index, 'tracker detections')
  const detector = pickDetector(random, order.detector)
  const hiders = [...persons, ...pillars]
  const found = detectAll(detector, [...persons, ...mistakes], hiders, order, random)
  const linked = link(found, { ...random.pick(trackers), bridges: detector.bridges })
  const tracks = detector.cleaned ? clean(linked, random) : linked
  const truths = judge(tracks, persons, order)
  return tracks.map((boxes, i) => ({ number: i + 1, truth: truths[i]!, detections: pack(boxes) }))
}

function pickDetector(random: Random, name: SceneOrder['detector']): Detector {
  const chosen = detectors.find((detector) => detector.name === name)
  if (chosen) return chosen
  let place = random.uniform()
  for (const detector of detectors) {
    place -= detector.share
    if (place < 0) return detector
  }
  return detectors[0]!
}

const pack = (boxes: readonly LinkedBox[]): Float32Array =>
  Float32Array.from(boxes.flatMap(({ frame, x, y, w, h, score }) => [frame, x, y, w, h, score]))
