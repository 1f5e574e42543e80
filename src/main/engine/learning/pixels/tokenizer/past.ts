/** Looking back in time: a causal convolution over frames is one over pictures that hold the frames before, too. */
import * as tf from '@tensorflow/tfjs-core'
import { onPictures } from '../conv.ts'

/**
 * Frames [T · clips, h, w, c], time first, each beside the one before it in its clip (zeros before the first):
 * [T · clips, h, w, 2 c]. A convolution of that is a causal one of 2 × k × k.
 */
export function withPast(x: tf.Tensor4D, clips: number): tf.Tensor4D {
  return onPictures<[tf.Tensor4D], tf.Tensor4D>((a) => {
    const [frames, height, width, channels] = a.shape
    const none = (): tf.Tensor4D => tf.zeros([Math.min(clips, frames), height, width, channels])
    const later = Math.max(0, frames - clips)
    const size: [number, number, number, number] = [later, height, width, channels]
    const past = tf.concat4d([none(), tf.slice4d(a, [0, 0, 0, 0], size)], 0)
    return {
      value: tf.concat4d([a, past], 3),
      keep: [],
      back(dy) {
        const [now, before] = tf.split<tf.Tensor4D>(dy, 2, 3) as [tf.Tensor4D, tf.Tensor4D]
        const earlier = tf.concat4d([tf.slice4d(before, [clips, 0, 0, 0], size), none()], 0)
        return [tf.add(now, earlier)]
      },
    }
  })(x)
}

/**
 * The same for clips of any lengths, one after the other: `follows` [frames] is 1 where a frame has one before it in its
 * clip, else 0. [frames, h, w, c] → [frames, h, w, 2 c].
 */
export function withFrameBefore(x: tf.Tensor4D, follows: Float32Array): tf.Tensor4D {
  return onPictures<[tf.Tensor4D], tf.Tensor4D>((a) => {
    const [frames, height, width, channels] = a.shape
    const some: [number, number, number, number] = [frames - 1, height, width, channels]
    const none = (): tf.Tensor4D => tf.zeros([1, height, width, channels])
    const known = (those: tf.Tensor4D): tf.Tensor4D => {
      const marks = tf.tensor2d(follows, [frames, 1])
      return tf.reshape(tf.mul(tf.reshape(those, [frames, -1]), marks), a.shape)
    }
    const before = known(tf.concat4d([none(), tf.slice4d(a, [0, 0, 0, 0], some)], 0))
    return {
      value: tf.concat4d([a, before], 3),
      keep: [],
      back(dy) {
        const [now, past] = tf.split<tf.Tensor4D>(dy, 2, 3) as [tf.Tensor4D, tf.Tensor4D]
        const earlier = tf.concat4d([tf.slice4d(known(past), [1, 0, 0, 0], some), none()], 0)
        return [tf.add(now, earlier)]
      },
    }
  })(x)
}
