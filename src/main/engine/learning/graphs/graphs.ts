/** Graphs that the library has loaded, one for each structure that was met: loading takes as long as some passes. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Held, Library } from './library.ts'
import type { Plan } from './plan.ts'
import { savedModel, tag } from './savedModel.ts'

/** Graphs kept; the one that was not used for longest goes. */
const most = 24

export class Graphs {
  readonly #library: Library
  /** null = the library does not take it. */
  readonly #models = new Map<string, number | null>()

  constructor(library: Library) {
    this.#library = library
  }

  /** All wanted entries in one call; null where this is no graph for the library. */
  run(plan: Plan, feeds: number[]): Held[] | null {
    const model = this.#modelOf(plan)
    if (model === null) return null
    const names = plan.feeds.map((_, i) => `f${i}`)
    return this.#library.runSavedModel(model, feeds, names.join(), plan.outputs.join())
  }

  #modelOf(plan: Plan): number | null {
    const { structure } = plan
    const known = this.#models.get(structure)
    const model = known === undefined ? load(this.#library, plan) : known
    this.#models.delete(structure)
    this.#models.set(structure, model)
    if (this.#models.size > most) {
      const [oldest, old] = [...this.#models][0]!
      this.#models.delete(oldest)
      if (old !== null) this.#library.deleteSavedModel(old)
    }
    return model
  }
}

/** The library reads graphs from files only. */
function load(library: Library, plan: Plan): number | null {
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
