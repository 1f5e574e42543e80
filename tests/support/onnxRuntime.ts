/** ONNX models as any user of them runs them: by onnxruntime, which takes nothing from the product but the file. */
import * as onnx from 'onnxruntime-node'

/** Numbers in row-major order. */
export interface Numbers {
  shape: number[]
  data: ArrayLike<number>
}

/** From a path or from memory. */
export function openOnnx(file: Uint8Array | string, threads = 1): Promise<onnx.InferenceSession> {
  const options = { logSeverityLevel: 3, intraOpNumThreads: threads } as const
  return typeof file === 'string'
    ? onnx.InferenceSession.create(file, options)
    : onnx.InferenceSession.create(file, options)
}

export const toFeeds = (given: Readonly<Record<string, Numbers>>): Record<string, onnx.Tensor> =>
  Object.fromEntries(
    Object.entries(given).map(([name, { shape, data }]) => [
      name,
      new onnx.Tensor('float32', Float32Array.from(data), shape),
    ]),
  )

export async function runOnnx(
  session: onnx.InferenceSession,
  given: Readonly<Record<string, Numbers>>,
): Promise<Record<'scores' | 'step_scores', Numbers>> {
  const answers = await session.run(toFeeds(given))
  const read = (name: string): Numbers => {
    const { dims, data } = answers[name]!
    return { shape: [...dims], data: data as Float32Array }
  }
  return { scores: read('scores'), step_scores: read('step_scores') }
}
