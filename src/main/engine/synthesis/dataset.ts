/** Scenes of a range of clips in a few arrays: what travels from the threads that make them to the catalogue. */
import type { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import { type ClipKind, classes, clipKinds } from '../../../shared/words.ts'
import { columns, countBoxes } from '../base/detections.ts'
import { setScene } from './presets/presets.ts'
import type { DetectedTrack } from './tracks.ts'

export interface PackedScenes {
  /** Index of the first clip; the others follow. */
  from: number
  /** Per clip: its kind (index into clipKinds), its number of tracks. */
  kinds: Uint8Array
  trackCounts: Uint32Array
  /** Per track: its truth (index into classes), its number in its clip, its number of boxes. */
  truths: Uint8Array
  numbers: Uint32Array
  boxCounts: Uint32Array
  /** Packed detections of one track after the other. */
  boxes: Float32Array
}

export interface DataClip {
  index: number
  kind: ClipKind
  tracks: DetectedTrack[]
}

/** Clips from … to − 1. */
export function packScenes(recipe: ClipRecipe, from: number, to: number): PackedScenes {
  const scenes = Array.from({ length: to - from }, (_, i) => setScene(recipe, from + i))
  const tracks = scenes.flatMap((scene) => scene.tracks)
  const boxes = new Float32Array(tracks.reduce((total, { detections }) => total + detections.length, 0))
  let at = 0
  for (const { detections } of tracks) {
    boxes.set(detections, at)
    at += detections.length
  }
  return {
    from,
    kinds: Uint8Array.from(scenes, ({ kind }) => clipKinds.indexOf(kind)),
    trackCounts: Uint32Array.from(scenes, (scene) => scene.tracks.length),
    truths: Uint8Array.from(tracks, ({ truth }) => classes.indexOf(truth)),
    numbers: Uint32Array.from(tracks, ({ number }) => number),
    boxCounts: Uint32Array.from(tracks, ({ detections }) => countBoxes(detections)),
    boxes,
  }
}

export function unpackScenes(packed: PackedScenes): DataClip[] {
  let track = 0
  let at = 0
  return Array.from(packed.kinds, (kind, i) => {
    const tracks = Array.from({ length: packed.trackCounts[i]! }, (): DetectedTrack => {
      const length = packed.boxCounts[track]! * columns
      const detections = packed.boxes.slice(at, at + length)
      at += length
      const number = packed.numbers[track]!
      return { number, truth: classes[packed.truths[track++]!]!, detections }
    })
    return { index: packed.from + i, kind: clipKinds[kind]!, tracks }
  })
}

/** [from, to) of the shards that cover `from` … `to` − 1. */
export function shardRanges(from: number, to: number, clips: number): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = []
  for (let start = from; start < to; start += clips)
    ranges.push({ from: start, to: Math.min(to, start + clips) })
  return ranges
}
