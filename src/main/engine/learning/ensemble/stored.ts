/** What judges beside the network as named tensors of a model file, and back. Format: docs/formats.md. */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { StoredTensor } from '../files/safetensors.ts'
import { columnsOf } from './columns.ts'
import type { Ensemble } from './ensemble.ts'

type Tensors = Record<string, StoredTensor>

export function tensorsOf({ all, own, trees }: Ensemble): Tensors {
  const nodes = 2 ** trees.depth - 1
  const count = trees.inputs.length / nodes
  return {
    'ensemble.all.weight': { shape: [all.length], values: all },
    'ensemble.own.weight': { shape: [own.length], values: own },
    'ensemble.trees.input': { shape: [count, nodes], values: trees.inputs },
    'ensemble.trees.threshold': { shape: [count, nodes], values: trees.thresholds },
    'ensemble.trees.leaf': { shape: [count, nodes + 1], values: trees.leaves },
    'ensemble.trees.start': { shape: [1], values: Float32Array.of(trees.start) },
  }
}

/** null where there are none. Throws VALIDATION naming the first tensor that is missing or of another shape. */
export function ensembleOf(tensors: Tensors, features: Recipe['features'], file: string): Ensemble | null {
  if (!Object.keys(tensors).some((name) => name.startsWith('ensemble.'))) return null
  const [count = 0, nodes = 0] = tensors['ensemble.trees.input']?.shape ?? []
  const columns = columnsOf(features)
  const read = (name: string, ...shape: number[]) => {
    const stored = tensors[`ensemble.${name}`]
    if (stored?.shape.join() === shape.join()) return stored.values
    const found = stored ? `[${stored.shape.join(', ')}]` : 'missing'
    throw new TracksieveError(
      'VALIDATION',
      `In ${file} the numbers 'ensemble.${name}' are ${found}; this model needs [${shape.join(', ')}].`,
      'Choose a file of the same recipe and version.',
    )
  }
  return {
    all: Float32Array.from(read('all.weight', 2 * columns.all.length + 1)),
    own: Float32Array.from(read('own.weight', 2 * columns.own.length + 1)),
    trees: {
      depth: Math.log2(nodes + 1),
      inputs: Int32Array.from(read('trees.input', count, nodes)),
      thresholds: Float32Array.from(read('trees.threshold', count, nodes)),
      leaves: Float32Array.from(read('trees.leaf', count, nodes + 1)),
      start: read('trees.start', 1)[0]!,
    },
  }
}
