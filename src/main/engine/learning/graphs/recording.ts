/**
 * Stands between tfjs and the native library: operations are noted down, not run. What is wanted together is then
 * computed by one call as a graph, in which the library joins operations and uses all cores; called one by one they
 * cost more than their arithmetic. The layers know nothing of it.
 */
import { nameOf } from './given.ts'
import { Graphs } from './graphs.ts'
import type { Attribute, Held, Library } from './library.ts'
import { Memory } from './memory.ts'
import { planFor } from './plan.ts'
import { type Entry, hold, leadingTo, type Operation, release } from './recorded.ts'
import { formsOf } from './shapes.ts'

/** Numbers of a tensor that are kept here as well: as many as a shape has. */
const few = 8
/** Longer graphs (a recurrent model over long tracks) take longer to load than they save. */
const mostOperations = 1500

export class Recording {
  readonly #library: Library
  readonly #graphs: Graphs
  readonly #memory: Memory
  readonly #entries = new Map<number, Entry>()
  #next = 0

  constructor(library: Library) {
    this.#library = library
    this.#graphs = new Graphs(library)
    this.#memory = new Memory(library, this.#graphs)
  }

  createTensor(shape: number[], dtype: number, values: Float32Array | Int32Array): number {
    const { TF_FLOAT, TF_INT32 } = this.#library
    const plain = (dtype === TF_FLOAT || dtype === TF_INT32) && values.length <= few
    return this.#add({
      shape: [...shape],
      dtype,
      name: nameOf(values),
      values: plain ? copy(values, dtype === TF_FLOAT) : null,
      held: plain ? null : this.#library.createTensor(shape, dtype, values),
    })
  }

  deleteTensor(id: number): void {
    const entry = this.#entries.get(id)
    this.#entries.delete(id)
    if (entry) release(this.#library, entry)
  }

  tensorDataSync(id: number): ArrayBufferView {
    return this.#library.tensorDataSync(this.#get(this.#entries.get(id)!))
  }

  executeOp(name: string, attributes: Attribute[], ids: number[], outputs: number): Held[] {
    const inputs = ids.map((id) => this.#entries.get(id)!)
    const forms = formsOf(this.#library, name, attributes, inputs)
    if (forms?.length !== outputs) {
      const given = inputs.map((entry) => this.#get(entry))
      const results = this.#library.executeOp(name, attributes, given, outputs)
      return results.map(({ id, shape, dtype }) => this.#told({ shape, dtype, held: id, values: null }))
    }
    for (const input of inputs) input.uses += 1
    const operation: Operation = { name, attributes, inputs, outputs: [], open: outputs }
    return forms.map((form, output) =>
      this.#told({ ...form, held: null, values: null, made: operation, output }),
    )
  }

  /** Computes some tensors together; by `name` that can be had again with other numbers. `parts`: of independent ones. */
  settle(ids: readonly number[], { name, parts = 1 }: { name?: string; parts?: number } = {}): void {
    const all = ids.map((id) => this.#entries.get(id)!)
    const wanted = [...new Set(all)].filter(({ made }) => made !== null)
    if (wanted.length === 0) return
    const plan = planFor(this.#library, wanted)
    if (plan.operations.length > mostOperations * parts) return
    const graph = this.#graphs.of(plan)
    const feeds = plan.feeds.map((entry) => this.#get(entry))
    const results = this.#graphs.run(graph, feeds)
    if (!results) return
    if (name !== undefined)
      this.#memory.add(
        name,
        plan,
        graph,
        all.map((entry) => wanted.indexOf(entry)),
      )
    results.forEach(({ id }, i) => {
      hold(this.#library, wanted[i]!, id)
    })
  }

  /** What was settled by that name, computed of what is given now; null = it must be recorded. */
  replay(name: string, given: object): Float32Array[] | null {
    return this.#memory.play(name, given)
  }

  /** Where an entry lies in the library; what it needs is computed one by one. */
  #get(entry: Entry): number {
    if (entry.held === null && entry.values)
      entry.held = this.#library.createTensor([...entry.shape], entry.dtype, entry.values)
    if (entry.held === null) for (const operation of leadingTo([entry])) this.#run(operation)
    return entry.held!
  }

  #run(operation: Operation): void {
    const { name, attributes, outputs } = operation
    const inputs = operation.inputs.map((input) => this.#get(input))
    const results = this.#library.executeOp(name, attributes, inputs, outputs.length)
    results.forEach(({ id, shape }, i) => {
      const entry = outputs[i]!
      if (shape.join() !== entry.shape.join())
        throw new Error(`${name} gave [${shape.join()}] where [${entry.shape.join()}] was expected`)
      if (entry.made === null) this.#library.deleteTensor(id)
      else hold(this.#library, entry, id)
    })
  }

  #add(entry: Pick<Entry, 'shape' | 'dtype' | 'values' | 'held'> & Partial<Entry>): number {
    const whole: Entry = { name: null, made: null, output: 0, uses: 1, ...entry }
    whole.made?.outputs.push(whole)
    this.#next += 1
    this.#entries.set(this.#next, whole)
    return this.#next
  }

  #told(entry: Pick<Entry, 'shape' | 'dtype' | 'values' | 'held'> & Partial<Entry>): Held {
    return { id: this.#add(entry), shape: [...entry.shape], dtype: entry.dtype }
  }
}

const copy = (values: ArrayLike<number>, float: boolean): Float32Array | Int32Array =>
  float ? Float32Array.from(values) : Int32Array.from(values)
