import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenCatalogue } from '../../../src/main/engine/catalogue/repositories.ts'
import { addTracks, aTrack, temporaryCatalogue } from '../../support/catalogue.ts'

describe('labels', () => {
  let catalogue: OpenCatalogue
  let remove: () => void
  let ids: number[]
  beforeEach(() => {
    ;({ catalogue, remove } = temporaryCatalogue())
    ;({ ids } = addTracks(catalogue, 41))
  })
  afterEach(() => remove())
  const labelOf = (id: number) => catalogue.tracks.row(id)?.label ?? null

  it('writes one label and says so', () => {
    const change = catalogue.labels.set([ids[40]!], 'noise', 'ada', 'verdict')
    expect(change).toMatchObject({ changed: 1, label: 'noise', text: 'Track 41: noise', tracks: [ids[40]] })
    expect(labelOf(ids[40]!)).toBe('noise')
    expect(catalogue.labels.history(ids[40]!)).toMatchObject([
      { from: null, to: 'noise', author: 'ada', reason: 'verdict', number: 41, batch: change.batch },
    ])
  })

  it('changes many at once, leaves out those that have the label, and counts a track named twice once', () => {
    catalogue.labels.set([ids[0]!], 'brief', 'ada', 'verdict')
    const change = catalogue.labels.set([...ids.slice(0, 25), ids[3]!], 'brief', 'ada', 'bulk')
    expect(change.text).toBe('24 tracks: brief')
    expect(change.changed).toBe(24)
    expect(catalogue.labels.counts()).toEqual({ persistent: 0, brief: 25, noise: 0, unsure: 0, none: 16 })
  })

  it('removes a label', () => {
    catalogue.labels.set([ids[2]!], 'brief', 'ada', 'verdict')
    expect(catalogue.labels.set([ids[2]!], null, 'ada', 'verdict').text).toBe('Track 3: label removed')
    expect(labelOf(ids[2]!)).toBeNull()
    expect(catalogue.labels.counts().none).toBe(41)
  })

  it('says so when nothing changed, writes nothing and keeps what can be redone', () => {
    catalogue.labels.set([ids[0]!], 'brief', 'ada', 'verdict')
    catalogue.labels.set([ids[1]!], 'noise', 'ada', 'verdict')
    catalogue.labels.undo('ada')
    const revisions = catalogue.labels.recent(500).length
    const change = catalogue.labels.set([ids[0]!], 'brief', 'ada', 'verdict')
    expect(change).toMatchObject({ batch: null, changed: 0, text: 'Track 1: brief already' })
    expect(catalogue.labels.recent(500)).toHaveLength(revisions)
    expect(catalogue.labels.undoState().redo).toBe('Track 2: noise')
  })

  it('labels all or none: an unknown track refuses the whole call', () => {
    const call = () => catalogue.labels.set([ids[0]!, 999_999], 'noise', 'ada', 'bulk')
    expect(call).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
    expect(labelOf(ids[0]!)).toBeNull()
    expect(catalogue.labels.recent(10)).toHaveLength(0)
  })

  it('undoes and redoes in words', () => {
    catalogue.labels.set([ids[40]!], 'noise', 'ada', 'verdict')
    expect(catalogue.labels.undoState()).toEqual({ undo: 'Track 41: noise', redo: null })
    expect(catalogue.labels.undo('bob')).toMatchObject({
      text: 'Undone: Track 41: noise',
      changed: 1,
      label: null,
    })
    expect(labelOf(ids[40]!)).toBeNull()
    expect(catalogue.labels.undoState()).toEqual({ undo: null, redo: 'Track 41: noise' })
    expect(catalogue.labels.undo('bob')).toBeUndefined()
    expect(catalogue.labels.redo('bob')).toMatchObject({ text: 'Redone: Track 41: noise', label: 'noise' })
    expect(labelOf(ids[40]!)).toBe('noise')
    expect(catalogue.labels.redo('bob')).toBeUndefined()
    expect(catalogue.labels.history(ids[40]!).map(({ reason, author }) => `${reason} ${author}`)).toEqual([
      'verdict ada',
      'undo bob',
      'redo bob',
    ])
  })

  it('does not undo the labels that tracks came with', () => {
    const row = catalogue.tracks.row(ids[0]!)!
    const [id] = catalogue.tracks.addMany(
      [aTrack(row.video, row.source, 900, { label: 'brief' })],
      'ada',
      'generator',
    )
    expect(catalogue.labels.undoState().undo).toBeNull()
    expect(catalogue.labels.history(id!)).toMatchObject([
      { from: null, to: 'brief', reason: 'generator', author: 'ada' },
    ])
  })
})
