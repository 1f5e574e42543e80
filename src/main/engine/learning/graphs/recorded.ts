/** Operations that are noted down but not computed yet, and how long each tensor is needed. */
import type { Named } from './given.ts'
import type { Attribute, Library } from './library.ts'

/** A tensor: in the library, or a value still to be computed, or both never again. */
export interface Entry {
  shape: readonly number[]
  dtype: number
  /** Its number in the library; null = it is not there yet. */
  held: number | null
  /** Of few numbers that came from outside: kept, because shapes follow from them. */
  values: Float32Array | Int32Array | null
  /** What computes it in another pass; null = it is the same, or follows from others. */
  name: Named | null
  /** What computes it, and as which of its outputs. */
  made: Operation | null
  output: number
  /** The one who asked for it, and the operations that wait for it. */
  uses: number
}

export interface Operation {
  name: string
  attributes: Attribute[]
  inputs: Entry[]
  outputs: Entry[]
  /** Outputs that are still to be computed. */
  open: number
}

/** A use less; what nobody needs any more goes, and what it alone was waiting for. */
export function release(library: Library, ...entries: Entry[]): void {
  // A list instead of recursion: chains are as long as a model is deep.
  for (let entry = entries.pop(); entry; entry = entries.pop()) {
    entry.uses -= 1
    if (entry.uses > 0) continue
    if (entry.held !== null) library.deleteTensor(entry.held)
    entry.held = null
    entries.push(...detached(entry))
  }
}

/** The entry is in the library now. */
export function hold(library: Library, entry: Entry, id: number): void {
  entry.held = id
  release(library, ...detached(entry))
}

/** Takes an entry off its operation → what the operation then needs no more. */
function detached(entry: Entry): Entry[] {
  const operation = entry.made
  entry.made = null
  if (!operation) return []
  operation.open -= 1
  return operation.open === 0 ? operation.inputs : []
}

/** Operations that some entries wait for, each after those that it needs. */
export function leadingTo(wanted: readonly Entry[]): Operation[] {
  const ordered: Operation[] = []
  const met = new Set<Operation>()
  const stack: { operation: Operation; next: number }[] = []
  const meet = ({ made }: Entry) => {
    if (!made || met.has(made)) return
    met.add(made)
    stack.push({ operation: made, next: 0 })
  }
  for (const entry of wanted) {
    meet(entry)
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const input = top.operation.inputs[top.next]
      top.next += 1
      if (input) meet(input)
      else ordered.push(stack.pop()!.operation)
    }
  }
  return ordered
}
