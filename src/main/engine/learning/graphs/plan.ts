/** Recorded operations as a graph: what is fed to it, what its structure is, and its nodes. */
import type { Message } from '../../base/protobuf.ts'
import type { Library } from './library.ts'
import { type Entry, leadingTo, type Operation } from './recorded.ts'
import { constantOf, type Node, optionOf, shapeOf, typeOf } from './savedModel.ts'
import { isFixed } from './shapes.ts'

export interface Plan {
  operations: Operation[]
  /** In the order of the placeholders f0, f1, … */
  feeds: Entry[]
  /** Names of the wanted entries. */
  outputs: string[]
  /** Equal for graphs that differ in nothing but what is fed; sizes are fed too. */
  structure: string
  nodes(): Node[]
}

export function planFor(library: Library, wanted: readonly Entry[]): Plan {
  const operations = leadingTo(wanted)
  const names = new Map<Entry, string>()
  const feeds: Entry[] = []
  const constants = new Map<string, Entry>()
  const parts: string[] = []
  /** What says a shape: its length decides how many dimensions the result has. */
  const shapes = new Set<Entry>()
  const nameOf = (operation: Operation, input: number): string => {
    const entry = operation.inputs[input]!
    if (isConstant(entry, operation.name, input)) {
      const name = `c${entry.dtype}_${entry.shape.join('x')}_${[...entry.values!].join('_')}`
      constants.set(name, entry)
      return name
    }
    if (operation.name === 'Reshape' && input === 1) shapes.add(entry)
    if (!names.has(entry)) names.set(entry, `f${feeds.push(entry) - 1}`)
    return names.get(entry)!
  }
  const inputs = operations.map((operation, n) => {
    const own = operation.inputs.map((_, i) => nameOf(operation, i))
    operation.outputs.forEach((entry, i) => {
      names.set(entry, `n${n}:${i}`)
    })
    parts.push(
      operation.name,
      ...operation.attributes.map(({ name, value }) => `${name}=${String(value)}`),
      ...own,
    )
    return own
  })
  const outputs = wanted.map((entry) => names.get(entry)!)
  // Of anything but a shape only the number of dimensions counts: the same graph serves all sizes.
  const forms = feeds.map((entry) => (shapes.has(entry) ? entry.shape : entry.shape.map(() => -1)))
  parts.push(...feeds.map(({ dtype }, i) => `${dtype}:${forms[i]!.join('x')}`), ...outputs)
  return {
    operations,
    feeds,
    outputs,
    structure: parts.join(' '),
    nodes: () => nodesOf(library, { operations, inputs, feeds, forms, constants }),
  }
}

/** Single numbers, and what an operation has instead of options. */
const isConstant = (entry: Entry, operation: string, input: number): boolean =>
  entry.values !== null && entry.name === null && (entry.shape.length === 0 || isFixed(operation, input))

interface Parts {
  operations: readonly Operation[]
  /** Names of each operation's inputs. */
  inputs: readonly string[][]
  feeds: readonly Entry[]
  forms: readonly (readonly number[])[]
  constants: ReadonlyMap<string, Entry>
}

function nodesOf(library: Library, { operations, inputs, feeds, forms, constants }: Parts): Node[] {
  const node = (
    name: string,
    operation: string,
    from: readonly string[],
    ...attributes: Message[]
  ): Node => ({
    name,
    operation,
    inputs: from,
    attributes,
  })
  // Numbers may hold signs that names may not: constants are named by their place.
  const places = new Map([...constants.keys()].map((name, i) => [name, `c${i}`]))
  return [
    ...feeds.map(({ dtype }, i) =>
      node(`f${i}`, 'Placeholder', [], typeOf('dtype', dtype), shapeOf(forms[i]!)),
    ),
    ...[...constants.values()].map(({ dtype, shape, values }, i) =>
      node(`c${i}`, 'Const', [], typeOf('dtype', dtype), constantOf(dtype, shape, values!)),
    ),
    ...operations.map(({ name, attributes }, n) =>
      node(
        `n${n}`,
        name,
        inputs[n]!.map((input) => places.get(input) ?? input),
        ...attributes.map((attribute) => optionOf(library, attribute)),
      ),
    ),
  ]
}
