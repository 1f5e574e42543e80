/** All that is computed once of a scene; what a track looks like is then read off for any number of its boxes. */
import { columns } from '../../../base/detections.ts'
import { countTracks, type Scene, sceneUntil } from '../../data/scene.ts'
import { writeContext } from './context.ts'
import { findLinks, type Links } from './links.ts'
import { writeMotion } from './motion.ts'
import { buildNeighbourhood, writeNeighbours } from './neighbours.ts'
import { fitPerspective, writePerspective } from './perspective.ts'
import { rankedScores, writeScores } from './scores.ts'
import { stepWidth } from './steps.ts'
import { fitSurvival, type SurvivalModels, writeSurvival } from './survival.ts'
import { filmOf } from './whole.ts'

export interface Known {
  scene: Scene
  /** [boxes, 12]: stepInputs. */
  rows: Float32Array
  /** [boxes]: the box lies on a longer track. */
  shadowed: Uint8Array
  /** [boxes, 4]: logits of lasting 5 and 8 boxes, each with and without scores. */
  survival: Float32Array
  links: Links
  film: { first: number; last: number }
  /** Mean scores of the file's tracks, as far as they were known at a box. */
  rankedAt(box: number): Float64Array
}

export interface KnowOptions {
  /** Compute survival at all: it costs more than all the rest. */
  survival: boolean
  /** For files with too few tracks; null = none was learned. */
  prior: SurvivalModels | null
}

/** With all frames known. */
export function knowScene(scene: Scene, options: KnowOptions): Known {
  const known = start(scene, false)
  const facts = learn(known, options)
  if (options.survival) writeSurvival(scene, known.rows, facts.own, options.prior, known.survival)
  return { ...known, rankedAt: () => facts.ranked }
}

/**
 * Each box with what the film had shown before it: places, perspective, ranks and survival are learned anew each time the
 * number of boxes has doubled, so the work stays about twice that of knowing everything.
 */
export function knowPast(scene: Scene, options: KnowOptions): Known {
  const known = start(scene, true)
  const eras = erasOf(scene)
  const eraOf = new Int32Array(scene.owner.length)
  const ranked: Float64Array[] = []
  eras.forEach(({ after, until }, era) => {
    const past = start(sceneUntil(scene, after), true)
    const facts = learn(past, options)
    ranked.push(facts.ranked)
    for (let t = 0; t < countTracks(scene); t += 1) {
      const [from, to] = boxesBetween(scene, t, after, until)
      if (from === to) continue
      fill(known, facts, options, from, to)
      eraOf.fill(era, from, to)
    }
  })
  return { ...known, rankedAt: (box) => ranked[eraOf[box]!]! }
}

/** What needs no more than a box's own past and its own frame. */
function start(scene: Scene, live: boolean) {
  const rows = new Float32Array(scene.owner.length * stepWidth)
  writeMotion(scene, rows)
  writeScores(scene, rows)
  const shadowed = writeContext(scene, rows)
  const survival = new Float32Array(scene.owner.length * 4)
  return { scene, rows, shadowed, survival, links: findLinks(scene, live), film: filmOf(scene) }
}

type Started = ReturnType<typeof start>

/** What a scene teaches of itself; its own rows are completed on the way. */
function learn({ scene, rows }: Started, { survival }: KnowOptions) {
  const facts = { perspective: fitPerspective(scene), near: buildNeighbourhood(scene) }
  writePerspective(scene, facts.perspective, rows)
  writeNeighbours(scene, facts.near, rows)
  return { ...facts, ranked: rankedScores(scene, rows), own: survival ? fitSurvival(scene, rows) : null }
}

function fill(
  { scene, rows, survival }: Started,
  { perspective, near, own }: ReturnType<typeof learn>,
  options: KnowOptions,
  from: number,
  to: number,
): void {
  writePerspective(scene, perspective, rows, from, to)
  writeNeighbours(scene, near, rows, from, to)
  if (options.survival) writeSurvival(scene, rows, own, options.prior, survival, from, to)
}

interface Era {
  /** Boxes of frames > after and ≤ until, by what was known at `after`. */
  after: number
  until: number
}

const firstEra = 64

function erasOf({ boxes, owner }: Scene): Era[] {
  const frames = Float32Array.from(owner, (_, i) => boxes[i * columns]!).sort()
  const eras: Era[] = []
  let after = (frames[0] ?? 0) - 1
  for (let count = firstEra; after < frames.at(-1)!; count *= 2) {
    const until = frames[Math.min(frames.length, count) - 1]!
    if (until > after) eras.push({ after, until })
    after = Math.max(after, until)
  }
  return eras
}

/** First box after a frame, and the first one after another. */
function boxesBetween(
  { offsets, boxes }: Scene,
  track: number,
  after: number,
  until: number,
): [number, number] {
  let from = offsets[track]!
  const end = offsets[track + 1]!
  while (from < end && boxes[from * columns]! <= after) from += 1
  let to = from
  while (to < end && boxes[to * columns]! <= until) to += 1
  return [from, to]
}
