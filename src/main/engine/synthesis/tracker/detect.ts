/** What a detector answers to each thing in each frame, and the boxes that it gives out. */
import type { Random } from '../../base/random.ts'
import { type Box, inView, iou, type Picture } from './boxes.ts'
import { answers, type Detector, lapses } from './measured.ts'
import { type Thing, visibility } from './things.ts'

export interface Detection extends Box {
  /** 0.5 … 1. */
  score: number
}

/** A detector suppresses the weaker of two boxes that overlap by more; real output has no pair above .3. */
const suppression = 0.3

/** Detections of each frame, the strongest first. `hiders`: what may stand before a thing. */
export function detectAll(
  detector: Detector,
  things: readonly Thing[],
  hiders: readonly Thing[],
  picture: Picture,
  random: Random,
): Detection[][] {
  const frames = things[0]?.boxes.length ?? 0
  const found: Detection[][] = Array.from({ length: frames }, () => [])
  for (const thing of things) {
    if (thing.kind === 'pillar') continue
    const { mean, spread, flutter, hold } = answers[thing.kind]
    const usual =
      mean + detector.all + (thing.kind === 'person' ? detector.people : 0) + spread * random.normal()
    const fresh = flutter * Math.sqrt(1 - hold * hold)
    const [driftX, driftY] = [random.normal(), random.normal()]
    let now = flutter * random.normal()
    let lapse = 0
    for (let f = 0; f < frames; f += 1) {
      now = hold * now + fresh * random.normal()
      if (lapse === 0 && random.uniform() < lapses.chance) lapse = 1 + random.integer(lapses.most)
      else lapse = Math.max(0, lapse - 1)
      const whole = thing.boxes[f]
      if (!whole || lapse > 0) continue
      const open = visibility(thing, f, hiders, picture)
      if (open < 0.2) continue
      const small = Math.min(1, Math.max(0, (0.2 - whole.h / picture.height) / 0.12))
      const answer = usual + now - 3.5 * (1 - open) - detector.far * small
      if (answer <= 0) continue
      const unsure = (thing.kind === 'person' ? 1 : 1.8) * (0.7 + 1.3 / (1 + answer) + 1.5 * (1 - open))
      const box = inView(misplace(whole, detector, unsure, driftX, driftY, random), picture, 0.35)
      if (box) found[f]!.push({ ...box, score: squash(answer) })
    }
  }
  return found.map(suppress)
}

/** From above 0 to a score, in plain arithmetic. */
const squash = (answer: number): number => 0.5 + (0.5 * answer) / Math.sqrt(0.55 + answer * answer)

function misplace(
  { x, y, w, h }: Box,
  { place, extent }: Detector,
  unsure: number,
  driftX: number,
  driftY: number,
  random: Random,
): Box {
  const grown = Math.max(0.4, 1 + extent * unsure * random.normal())
  const wider = grown * Math.max(0.5, 1 + extent * unsure * random.normal())
  const off = place * unsure * h
  const middle = x + w / 2 + off * (0.7 * random.normal() + 0.5 * driftX)
  const centre = y + h / 2 + off * (0.7 * random.normal() + 0.5 * driftY)
  return { x: middle - (w * wider) / 2, y: centre - (h * grown) / 2, w: w * wider, h: h * grown }
}

function suppress(found: Detection[]): Detection[] {
  const kept: Detection[] = []
  for (const one of found.sort((a, b) => b.score - a.score))
    if (!kept.some((other) => iou(one, other) > suppression)) kept.push(one)
  return kept
}
