/** What is used of the native library's binding (tfjs-node, binding/tfjs_backend.h). */

/** An option of an operation; `type` is one of the binding's TF_ATTR numbers. */
export interface Attribute {
  name: string
  type: number
  value: unknown
}

/** A tensor in the library; `id` is its number there. */
export interface Held {
  id: number
  shape: number[]
  dtype: number
}

type Numbers = Record<
  'TF_FLOAT' | 'TF_INT32' | 'TF_BOOL' | 'TF_ATTR_INT' | 'TF_ATTR_FLOAT' | 'TF_ATTR_BOOL' | 'TF_ATTR_TYPE',
  number
>

export interface Library extends Numbers {
  createTensor(shape: number[], dtype: number, values: ArrayLike<number>): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): ArrayBufferView
  executeOp(name: string, attributes: Attribute[], inputs: number[], outputs: number): Held[]
  loadSavedModel(folder: string, tags: string): number
  deleteSavedModel(model: number): void
  /** Names joined by commas. */
  runSavedModel(model: number, inputs: number[], inputNames: string, outputNames: string): Held[]
}
