import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCatalogue, openCatalogue } from '../../../src/main/engine/catalogue/open.ts'
import type { OpenCatalogue } from '../../../src/main/engine/catalogue/repositories.ts'
import { type Label, labels } from '../../../src/shared/words.ts'
import { addTracks, holder, temporaryFolder } from '../../support/catalogue.ts'

const tracks = 6
type State = readonly (Label | null)[]

/** What undo means, in the plainest form: two stacks of whole states. */
class Model {
  now: State = Array(tracks).fill(null)
  undoable: State[] = []
  redoable: State[] = []
  set(chosen: number[], label: Label | null): void {
    const after = this.now.map((old, i) => (chosen.includes(i) ? label : old))
    if (after.every((value, i) => value === this.now[i])) return
    this.undoable.push(this.now)
    this.redoable = []
    this.now = after
  }
  undo = () => this.#step(this.undoable, this.redoable)
  redo = () => this.#step(this.redoable, this.undoable)
  #step(from: State[], to: State[]): boolean {
    const next = from.pop()
    if (!next) return false
    to.push(this.now)
    this.now = next
    return true
  }
}

const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      set: fc.uniqueArray(fc.nat(tracks - 1), { minLength: 1 }),
      label: fc.option(fc.constantFrom(...labels)),
    }),
  },
  { weight: 3, arbitrary: fc.constant('undo' as const) },
  { weight: 2, arbitrary: fc.constant('redo' as const) },
  { weight: 1, arbitrary: fc.constant('reopen' as const) },
)

describe('undo and redo', () => {
  it('do what two stacks of states do, over restarts too, and every state follows from the revisions', () => {
    const { folder, remove } = temporaryFolder()
    let round = 0
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        round += 1
        const place = path.join(folder, `${round}.tracksieve`)
        let catalogue = createCatalogue(place, holder)
        const { ids } = addTracks(catalogue, tracks)
        const model = new Model()
        for (const each of actions) {
          if (each === 'reopen') {
            catalogue.close()
            catalogue = openCatalogue(place, holder)
          } else if (each === 'undo') expect(catalogue.labels.undo('ada') !== undefined).toBe(model.undo())
          else if (each === 'redo') expect(catalogue.labels.redo('ada') !== undefined).toBe(model.redo())
          else {
            catalogue.labels.set(
              each.set.map((i) => ids[i]!),
              each.label,
              'ada',
              'bulk',
            )
            model.set(each.set, each.label)
          }
          compare(catalogue, ids, model)
        }
        catalogue.close()
      }),
      { numRuns: 15 },
    )
    remove()
  }, 60_000)
})

function compare(catalogue: OpenCatalogue, ids: readonly number[], model: Model): void {
  expect(catalogue.tracks.rows(ids).map(({ label }) => label)).toEqual(model.now)
  const { undo, redo } = catalogue.labels.undoState()
  expect([undo !== null, redo !== null]).toEqual([model.undoable.length > 0, model.redoable.length > 0])
  // Each track's history is a chain from no label to the label of now.
  for (const [i, id] of ids.entries()) {
    const history = catalogue.labels.history(id)
    expect(history.map(({ from }) => from)).toEqual(
      [null, ...history.map(({ to }) => to)].slice(0, history.length),
    )
    expect(history.at(-1)?.to ?? null).toBe(model.now[i])
  }
  // The columns that lists are filtered by agree with the rows.
  for (const label of labels) {
    const listed = [...catalogue.tracks.ids({ labels: [label] }, { by: 'number', descending: false })]
    expect(listed).toEqual(ids.filter((_, i) => model.now[i] === label))
  }
}
