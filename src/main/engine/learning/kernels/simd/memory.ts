/** The memory of the wasm backend, and the routines at work in it. */
import * as tf from '@tensorflow/tfjs-core'
import { assemble } from './assembler.ts'
import { pack, product } from './products.ts'
import { addRows, norm, normBack, reluBack, softmax, softmaxBack } from './rows.ts'

const all = [pack, product, softmax, softmaxBack, norm, normBack, addRows, reluBack]

export type Routines = Record<
  'pack' | 'product' | 'softmax' | 'softmaxBack' | 'norm' | 'normBack' | 'addRows' | 'reluBack',
  (...numbers: number[]) => void
>

/** What we use of tfjs-backend-wasm's backend (backend_wasm.d.ts). */
interface WasmBackend {
  wasm: {
    asm?: { memory?: WebAssembly.Memory }
    _malloc(bytes: number): number
    _free(address: number): void
  }
  dataIdMap: { get(id: object): { memoryOffset: number } }
  makeOutput(shape: readonly number[], type: 'float32'): tf.TensorInfo
}

export class WasmMemory {
  readonly run: Routines
  readonly #backend: WasmBackend
  readonly #memory: WebAssembly.Memory
  readonly #rooms = new Map<string, { address: number; bytes: number }>()

  /** Throws where the backend's memory is out of reach, or has no SIMD. */
  constructor(backend: unknown) {
    this.#backend = backend as WasmBackend
    const memory = this.#backend.wasm.asm?.memory
    if (!(memory instanceof WebAssembly.Memory))
      throw new Error('the memory of the wasm backend is not there')
    this.#memory = memory
    refuseNothing(this.#backend)
    const module = new WebAssembly.Module(assemble(all, false))
    this.run = new WebAssembly.Instance(module, { env: { memory } }).exports as Routines
  }

  /** Where a tensor's numbers lie (bytes). */
  at(tensor: tf.Tensor): number {
    return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset
  }

  /** A tensor that holds nothing yet. */
  make<R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> {
    const made = this.#backend.makeOutput(shape as number[], 'float32')
    return tf.engine().makeTensorFromTensorInfo(made) as tf.Tensor<R>
  }

  zeros<R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> {
    const made = this.make<R>(shape)
    new Float32Array(this.#memory.buffer, this.at(made), made.size).fill(0)
    return made
  }

  /** Room by name, kept for the next time; what lies there is overwritten. */
  room(name: string, bytes: number): number {
    const known = this.#rooms.get(name)
    if (known && known.bytes >= bytes) return known.address
    if (known) this.#backend.wasm._free(known.address)
    const address = this.#backend.wasm._malloc(bytes) >>> 0
    this.#rooms.set(name, { address, bytes })
    return address
  }

  /** The address of a few numbers. */
  numbers(name: string, values: readonly number[], atLeast = values.length): number {
    const address = this.room(name, 4 * atLeast)
    new Float32Array(this.#memory.buffer, address, values.length).set(values)
    return address
  }
}

/** The backend takes address 0, which says that there is no room, for room, and would write over what lies there. */
function refuseNothing({ wasm }: WasmBackend): void {
  const give = wasm._malloc.bind(wasm)
  wasm._malloc = (bytes) => {
    const address = give(bytes)
    if (address === 0 && bytes > 0) throw new RangeError('Out of memory: the wasm backend has no room left.')
    return address
  }
}
