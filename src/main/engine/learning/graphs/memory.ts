/** Passes that were recorded: their graph, and what is fed to it. */
import type { Named, Numbers } from './given.ts'
import type { Graph, Graphs } from './graphs.ts'
import type { Library } from './library.ts'
import type { Plan } from './plan.ts'
import type { Entry } from './recorded.ts'

/** Kept; the one that was not used for longest goes. */
const most = 64

interface Pass {
  graph: Graph
  feeds: Feed[]
  /** Places of the fed numbers that are asked for anew, in the order in which their sources are. */
  asked: number[]
  /** Which of the graph's outputs are wanted. */
  wanted: number[]
}

/** `id`: where it lies in the library, of those that stay the same. */
type Feed = Pick<Entry, 'shape' | 'dtype'> & ({ name: Named } | { id: number })

export class Memory {
  readonly #library: Library
  readonly #graphs: Graphs
  readonly #passes = new Map<string, Pass>()

  constructor(library: Library, graphs: Graphs) {
    this.#library = library
    this.#graphs = graphs
  }

  /** Takes note of a pass, unless something is fed to it that neither has a name nor is the same in all such passes. */
  add(name: string, plan: Plan, graph: Graph, wanted: number[]): void {
    if (!plan.feeds.every((entry) => entry.name ?? entry.values) || wanted.includes(-1)) return
    const feeds = plan.feeds.map(({ shape, dtype, name: source, values }): Feed => {
      if (source) return { shape, dtype, name: source }
      return { shape, dtype, id: this.#library.createTensor([...shape], dtype, values!) }
    })
    const orderOf = (place: number) => plan.feeds[place]!.name!.order
    const asked = feeds.flatMap((feed, place) => ('name' in feed ? [place] : []))
    asked.sort((a, b) => orderOf(a) - orderOf(b))
    this.#forget(name)
    this.#passes.set(name, { graph, feeds, asked, wanted })
    if (this.#passes.size > most) this.#forget(this.#passes.keys().next().value!)
  }

  /** The wanted numbers of a known pass on other numbers; null = it must be recorded. */
  play(name: string, given: object): Float32Array[] | null {
    const pass = this.#passes.get(name)
    if (!pass) return null
    this.#passes.delete(name)
    this.#passes.set(name, pass)
    if (pass.graph.model === null) {
      this.#forget(name)
      return null
    }
    return this.#run(pass, given)
  }

  #run({ graph, feeds, asked, wanted }: Pass, given: object): Float32Array[] {
    const ids = feeds.map((feed) => ('id' in feed ? feed.id : 0))
    const made: number[] = []
    try {
      for (const place of asked) {
        const feed = feeds[place]!
        if (!('name' in feed)) continue
        const id = this.#create(feed, feed.name.source(given))
        ids[place] = id
        made.push(id)
      }
      const outputs = this.#graphs.run(graph, ids)!.map(({ id }) => id)
      made.push(...outputs)
      return wanted.map((place) => this.#library.tensorDataSync(outputs[place]!) as Float32Array)
    } finally {
      for (const id of made) this.#library.deleteTensor(id)
    }
  }

  #create({ shape, dtype }: Feed, numbers: Numbers): number {
    if (numbers.length !== shape.reduce((all, n) => all * n, 1))
      throw new RangeError(`[${shape.join()}] was recorded, ${numbers.length} numbers are given`)
    return this.#library.createTensor([...shape], dtype, numbers)
  }

  #forget(name: string): void {
    const pass = this.#passes.get(name)
    this.#passes.delete(name)
    for (const feed of pass?.feeds ?? []) if ('id' in feed) this.#library.deleteTensor(feed.id)
  }
}
