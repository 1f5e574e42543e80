/** What a backend is asked to compute: every call of the library's kernels with its options and shapes. */
import * as tf from '@tensorflow/tfjs-core'

export interface KernelCall {
  name: string
  /** Of all operands and results. */
  shapes: number[][]
  flags: { transposeA?: boolean; transposeB?: boolean }
  /** Right operand of a product, by which the wasm backend caches what it packed. */
  right: { data: object; shape: number[] } | null
}

type RunKernel = (name: string, inputs: tf.NamedTensorMap, attributes?: KernelCall['flags']) => Result
type Result = tf.TensorInfo | tf.TensorInfo[]

/** Calls during `work`; the kernels run as ever. */
export async function kernelCalls(work: () => unknown): Promise<KernelCall[]> {
  const engine = tf.engine() as unknown as { runKernel: RunKernel }
  const calls: KernelCall[] = []
  const run: RunKernel = engine.runKernel.bind(engine)
  const own = Object.getOwnPropertyDescriptor(engine, 'runKernel')
  engine.runKernel = (name, inputs, attributes) => {
    const result = run(name, inputs, attributes)
    const { transposeA = false, transposeB = false } = attributes ?? {}
    const right =
      name.endsWith('MatMul') && inputs.b ? { data: inputs.b.dataId, shape: inputs.b.shape } : null
    const tensors = [...Object.values(inputs), ...[result].flat()].flat() as tf.TensorInfo[]
    const shapes = tensors.filter((tensor) => tensor?.shape).map(({ shape }) => [...shape])
    calls.push({ name, shapes, flags: { transposeA, transposeB }, right })
    return result
  }
  try {
    await work()
  } finally {
    if (own) Object.defineProperty(engine, 'runKernel', own)
    else delete (engine as Partial<typeof engine>).runKernel
  }
  return calls
}
