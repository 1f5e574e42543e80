/** Graphs that the library has loaded, one for each structure that was met: loading takes as long as some passes. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Held, Library } from './library.ts'
import type { Plan } from './plan.ts'
import { savedModel, tag } from './savedModel.ts'

/** Graphs kept; the one that was not used for longest goes. */
const most = 24

export interface Graph {
  /** Its number in the library; null = the library does not take it, or it has gone. */
  model: number | null
  /** Names, joined by commas. */
  readonly feeds: string
  readonly outputs: string
}

export class Graphs {
  readonly #library: Library
  readonly #known = new Map<string, Graph>()

  constructor(library: Library) {
    this.#library = library
  }

  of(plan: Plan): Graph {
    const graph = this.#known.get(plan.structure) ?? load(this.#library, plan)
    this.#known.delete(plan.structure)
    this.#known.set(plan.structure, graph)
    if (this.#known.size > most) {
      const [oldest, old] = [...this.#known][0]!
      this.#known.delete(oldest)
      if (old.model !== null) this.#library.deleteSavedModel(old.model)
      old.model = null
    }
    return graph
  }

  /** All wanted entries in one call; null where this is no graph for the library. */
  run({ model, feeds, outputs }: Graph, given: number[]): Held[] | null {
    return model === null ? null : this.#library.runSavedModel(model, given, feeds, outputs)
  }
}

function load(library: Library, plan: Plan): Graph {
  const names = plan.feeds.map((_, i) => `f${i}`)
  return { model: modelOf(library, plan), feeds: names.join(), outputs: plan.outputs.join() }
}

/** The library reads graphs from files only. */
function modelOf(library: Library, plan: Plan): number | null {
  let folder: string | undefined
  try {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-graph-'))
    fs.writeFileSync(path.join(folder, 'saved_model.pb'), savedModel(plan.nodes()))
    // The binding frees what stands between two commas, and after the last one.
    return library.loadSavedModel(folder, tag)
  } catch {
    return null
  } finally {
    if (folder) fs.rmSync(folder, { recursive: true, force: true })
  }
}
