/** A tokenizer that is ready: clips of crops to codes and back. Call `useBackend` before. */
import * as tf from '@tensorflow/tfjs-core'
import type { QuantiserKind } from '../../../../../shared/contract/tokenizers.ts'
import { takeNumbers } from '../../backends/reading.ts'
import { type ClipBatch, patchTensor } from './clips.ts'
import { numbers } from './frequencies.ts'
import { TokenizerNetwork } from './network.ts'
import { quarters } from './quarters.ts'

export interface Encoded {
  /** [frames · clips, 16, 16, books] codes, time first. */
  codes: Int32Array
  /** [frames · clips, 256]. */
  features: Float32Array
}

export class Tokenizer {
  readonly network: TokenizerNetwork
  readonly #weights: Float32Array

  /** `weights`: flat, in the order of the network's parameters. */
  constructor(weights: Float32Array, kind: QuantiserKind) {
    this.network = new TokenizerNetwork(kind)
    this.#weights = weights
  }

  /** Those of a parameter, by its name. */
  weightsOf(name: string): Float32Array {
    const parameter = this.network.parameters.find((one) => one.name === name)
    if (!parameter) throw new RangeError(`a tokenizer has no weights '${name}'`)
    const at = this.network.offsetOf(parameter)
    return this.#weights.subarray(at, at + parameter.size)
  }

  async encode(batch: ClipBatch): Promise<Encoded> {
    const results = tf.tidy(() => {
      load(this.network, this.#weights)
      const { seen, z } = this.network.encode(patchTensor(batch), batch.clips)
      return [this.network.quantiser.codesOf(z), quarters(seen)]
    })
    const [found, features] = await takeNumbers(results)
    return { codes: Int32Array.from(found!), features: features! }
  }

  /** What it says of each frame without its codes, which take longer: [frames · clips, 256]. */
  async look(batch: ClipBatch): Promise<Float32Array> {
    const results = tf.tidy(() => {
      load(this.network, this.#weights)
      return [quarters(this.network.encode(patchTensor(batch), batch.clips).seen)]
    })
    return (await takeNumbers(results))[0]!
  }

  /** Codes [frames · clips, 16, 16, books] → patches [frames · clips · 256, 48], −1 … 1. Throws RangeError for what is no code. */
  async decodeIndices(codes: Int32Array, clips: number): Promise<Float32Array> {
    return this.#paint(() => this.network.quantiser.valuesOf(codes), clips)
  }

  /** Numbers [frames · clips · 256, 12] → patches. */
  async decode(values: Float32Array, clips: number): Promise<Float32Array> {
    return this.#paint(() => tf.tensor2d(values, [values.length / numbers, numbers]), clips)
  }

  async #paint(values: () => tf.Tensor2D, clips: number): Promise<Float32Array> {
    const results = tf.tidy(() => {
      load(this.network, this.#weights)
      return [this.network.decode(values(), clips)]
    })
    return (await takeNumbers(results))[0]!
  }

  /** What is left of a clip after encoding and decoding: patches, and the codes it went through. */
  async reconstruct(batch: ClipBatch): Promise<{ patches: Float32Array; codes: Int32Array }> {
    const { codes } = await this.encode(batch)
    return { patches: await this.decodeIndices(codes, batch.clips), codes }
  }
}

/** Puts flat weights where the layers look for them; the tensors belong to the tidy around the call. */
export function load(network: TokenizerNetwork, weights: Float32Array): void {
  let at = 0
  for (const parameter of network.parameters) {
    parameter.value = tf.tensor(weights.slice(at, at + parameter.size), [...parameter.shape])
    at += parameter.size
  }
}
