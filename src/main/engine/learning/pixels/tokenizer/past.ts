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
