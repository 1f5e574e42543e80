/** What a tokenizer says of a frame as a feature: what was seen, averaged over each quarter of the picture. */
import * as tf from '@tensorflow/tfjs-core'
import { onPictures } from '../conv.ts'
import { channels } from './encoder.ts'

/** Numbers of a frame. */
export const featureWidth = 4 * channels

/** [frames, h, w, c] → [frames, 4 c]: means over upper left, upper right, lower left, lower right. h and w are even. */
export function quarters(x: tf.Tensor4D): tf.Tensor2D {
  return onPictures<[tf.Tensor4D], tf.Tensor2D>((a) => {
    const [frames, height, width, depth] = a.shape
    const [high, wide] = [height / 2, width / 2]
    return {
      value: tf.reshape(tf.avgPool(a, [high, wide], [high, wide], 'valid'), [frames, 4 * depth]),
      keep: [],
      back(dy) {
        // Each number of a quarter goes in equal parts to all of its places.
        const from = tf.tensor1d(quarterOfPlaces(frames, height, width), 'int32')
        const shares = tf.mul(tf.reshape(dy, [frames * 4, depth]), 1 / (high * wide))
        return [tf.reshape(tf.gather(shares, from), a.shape)]
      },
    }
  })(x)
}

/** [frames · height · width] */
function quarterOfPlaces(frames: number, height: number, width: number): Int32Array {
  const rows = new Int32Array(frames * height * width)
  let at = 0
  for (let frame = 0; frame < frames; frame += 1)
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        rows[at++] = 4 * frame + 2 * Number(y >= height / 2) + Number(x >= width / 2)
  return rows
}
