/**
 * What a detector and a tracker would give of the objects, in this set without faults: one track an object.
 * Assumptions of our own: boxes 1.5–2.5 pixels beyond the object on every side and up to half a pixel off; scores
 * around U(.85, .99) for persistent, U(.5, .8) for brief, U(.3, .6) for noise, each box with a deviation of .05.
 */
import type { GenerateRecipe } from '../../../shared/contract/generate.ts'
import type { TrackClass } from '../../../shared/words.ts'
import type { Detections } from '../base/detections.ts'
import { createRandom, type Random, shuffle } from '../base/random.ts'
import type { Pixel } from './camera.ts'
import { isThere, type Placed, type Sight } from './sight.ts'

export interface DetectedTrack {
  /** 1 … n, unique in its clip, in order of appearance. */
  number: number
  truth: TrackClass
  detections: Detections
}

const scores: Record<TrackClass, [low: number, high: number]> = {
  persistent: [0.85, 0.99],
  brief: [0.5, 0.8],
  noise: [0.3, 0.6],
}

type Detected = Placed & { label: TrackClass; radius: number }

/** Objects whose centre no frame shows have no track. */
export function detectTracks(
  recipe: GenerateRecipe,
  index: number,
  objects: readonly Detected[],
  sight: Sight,
): DetectedTrack[] {
  const random = createRandom(recipe.seed, index, 'detections')
  // Shuffled before sorting: the numbers of objects that appear together must not tell their labels.
  return shuffle([...objects], random)
    .sort((one, other) => one.first - other.first)
    .map((object) => ({ truth: object.label, detections: detect(recipe, object, sight, random) }))
    .filter(({ detections }) => detections.length > 0)
    .map((track, i) => ({ number: i + 1, ...track }))
}

function detect(
  { frames, size }: GenerateRecipe,
  object: Detected,
  sight: Sight,
  random: Random,
): Detections {
  const rows: number[] = []
  const usual = random.between(...scores[object.label])
  for (let frame = 0; frame < frames; frame += 1) {
    if (!isThere(object, frame)) continue
    const centre = sight.pixel(object, frame)
    const box = boxAround(centre, object.radius, size, random)
    const score = Math.min(0.995, Math.max(0.05, usual + 0.05 * random.normal()))
    if (centre.x >= 0 && centre.x < size && centre.y >= 0 && centre.y < size) rows.push(frame, ...box, score)
  }
  return Float32Array.from(rows)
}

/** x, y, w, h in pixels, cut at the picture's edges. */
function boxAround(
  centre: Pixel,
  radius: number,
  size: number,
  random: Random,
): [number, number, number, number] {
  const unit = Math.max(1, size / 128)
  const half = radius + unit * random.between(1.5, 2.5)
  const [x, y] = [centre.x + unit * random.between(-0.5, 0.5), centre.y + unit * random.between(-0.5, 0.5)]
  const [left, top] = [Math.max(0, x - half), Math.max(0, y - half)]
  return [left, top, Math.min(size, x + half) - left, Math.min(size, y + half) - top]
}
