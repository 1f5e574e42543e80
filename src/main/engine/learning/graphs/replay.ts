/**
 * A pass that was recorded once is not computed by the layers again: what it needs of new numbers is fed to its graph. Where
 * nothing is recorded (other backends, graphs that the library refuses) every pass is computed by the layers.
 */
import type * as tf from '@tensorflow/tfjs-core'
import { takeNumbers } from '../backends/reading.ts'
import { recordingInUse, tensorIds } from './settle.ts'

let replays = 0

export class Replay {
  readonly #id = replays++

  /**
   * The numbers of the tensors that `compute` returns. Passes of one `key` differ in nothing but numbers that come from `now`
   * through given.ts: they have the same operations on the same sizes. null = this pass is like no other.
   */
  async run(
    key: string | null,
    now: object & { parts: readonly unknown[] },
    compute: () => tf.Tensor[],
  ): Promise<Float32Array[]> {
    const recording = recordingInUse()
    if (!recording || key === null) return takeNumbers(compute())
    const name = `${this.#id} ${key}`
    const again = recording.replay(name, now)
    if (again) return again
    const tensors = compute()
    recording.settle(tensorIds(tensors), { name, parts: now.parts.length })
    return takeNumbers(tensors)
  }
}
