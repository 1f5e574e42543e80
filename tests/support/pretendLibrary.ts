/** Stands in for the native library's binding in tests of what is called when, and of what is left behind. */
import fs from 'node:fs'
import type { Held, Library } from '../../src/main/engine/learning/graphs/library.ts'
import type { Recording } from '../../src/main/engine/learning/graphs/recording.ts'

const type = [{ name: 'T', type: 12, value: 1 }]

/** A library whose tensors are lists of numbers; its graphs give [7]. */
export function pretendLibrary({ graphs = true } = {}) {
  const tensors = new Map<number, number[]>()
  const folders: string[] = []
  const [ran, loaded]: [string[], string[]] = [[], []]
  /** What each graph was given. */
  const fed: number[][][] = []
  let next = 100
  const add = (values: number[]): Held => {
    next += 1
    tensors.set(next, values)
    return { id: next, shape: [values.length], dtype: 1 }
  }
  const library: Library = {
    ...{ TF_FLOAT: 1, TF_INT32: 3, TF_BOOL: 10 },
    ...{ TF_ATTR_INT: 9, TF_ATTR_FLOAT: 10, TF_ATTR_BOOL: 11, TF_ATTR_TYPE: 12 },
    createTensor: (_shape, _dtype, values) => add([...Array.from(values)]).id,
    deleteTensor: (id) => void tensors.delete(id),
    tensorDataSync: (id) => Float32Array.from(tensors.get(id)!),
    executeOp(name, _attributes, [a, b]) {
      ran.push(name)
      const [x, y] = [tensors.get(a!)!, tensors.get(b ?? a!)!]
      return [add(x.map((value, i) => (name === 'Neg' ? -value : value + y[i % y.length]!)))]
    },
    loadSavedModel(folder) {
      folders.push(folder)
      loaded.push(fs.readFileSync(`${folder}/saved_model.pb`, 'latin1'))
      if (!graphs) throw new Error('no')
      return loaded.length
    },
    deleteSavedModel() {},
    runSavedModel(_model, inputs, _names, outputs) {
      fed.push(inputs.map((id) => tensors.get(id)!))
      return outputs.split(',').map(() => add([7]))
    },
  }
  return { library, tensors, folders, ran, loaded, fed }
}

export const numbers = (size: number) => Float32Array.from({ length: size }, (_, i) => i)
export const add = (recording: Recording, ...ids: number[]) =>
  recording.executeOp('AddV2', type, ids, 1)[0]!.id
export const read = (recording: Recording, id: number) => [...(recording.tensorDataSync(id) as Float32Array)]
