/** The crops of a batch of tracks, for extractors that learn from pixels: described, and looked at some at a time. */
import * as tf from '@tensorflow/tfjs-core'
import { boxesIn, cropsIn, type Scene } from '../data/scene.ts'
import { lookUpRows } from '../model/joins.ts'
import type { Described, Pass } from '../model/parts.ts'
import { stackRows } from '../pixels/conv.ts'
import { patches, patchWidth, pixelsOf, toPatches } from '../pixels/readCrops.ts'
import { cropsWithin, type StepCrops } from '../pixels/trackCrops.ts'

const nothing = new Float32Array()

/** One step a crop, and no inputs beside it. */
export function describeCrops(scene: Scene, tracks: readonly number[]): Described[] {
  return tracks.map((index) => {
    const track = cropsIn(scene, index)
    return {
      boxes: boxesIn(scene, index),
      view({ boxes, mirror }) {
        const count = Math.max(1, cropsWithin(track, boxes))
        return { inputs: nothing, track: nothing, boxes: count, crops: { track, count, mirror } }
      },
    }
  })
}

/**
 * A row for each step [N, width]. `look` is given at most `atOnce` crops, whole tracks one after the other, as patches
 * [crops · 256, 48], and how many crops each track has; it answers a row a crop.
 */
export function lookAtCrops(
  pass: Pass,
  atOnce: number,
  look: (patches: tf.Tensor2D, counts: readonly number[]) => tf.Tensor2D,
): tf.Tensor2D {
  const seen = chunksOf(pass.crops!, atOnce).map((chunk) =>
    tf.tidy(() =>
      look(
        patchesOf(chunk),
        chunk.map(({ count }) => count),
      ),
    ),
  )
  return lookUpRows(stackRows(seen), rowsOf(pass))
}

function patchesOf(chunk: readonly StepCrops[]): tf.Tensor2D {
  const crops = chunk.reduce((sum, { count }) => sum + count, 0)
  const values = new Float32Array(crops * patches * patches * patchWidth)
  let at = 0
  for (const crop of chunk) {
    const pixels = pixelsOf(crop)
    toPatches(pixels, values, at)
    at += pixels.length
  }
  return tf.tensor2d(values, [crops * patches * patches, patchWidth])
}

function chunksOf(all: readonly StepCrops[], atOnce: number): StepCrops[][] {
  const chunks: StepCrops[][] = []
  let room = 0
  for (const crops of all) {
    if (room < crops.count) {
      chunks.push([])
      room = atOnce
    }
    chunks.at(-1)!.push(crops)
    room -= crops.count
  }
  return chunks
}

/** Of each step: the row of its crop; 0 in padding. */
function rowsOf({ spans, order }: Pass): Int32Array {
  const rows = new Int32Array(order.length)
  let first = 0
  for (const { start, boxes } of spans) {
    for (let i = 0; i < boxes; i += 1) rows[start + i] = first + i
    first += boxes
  }
  return rows
}
