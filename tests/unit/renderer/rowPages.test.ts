import { describe, expect, it } from 'vitest'
import { pageSize, RowPages } from '../../../src/renderer/state/rowPages.ts'
import type { TrackRow } from '../../../src/shared/contract/tracks.ts'

const row = (id: number): TrackRow => ({
  id,
  video: 1,
  source: 1,
  number: id,
  label: null,
  prediction: null,
  score: null,
  uncertainty: null,
  loss: null,
  boxes: 3,
  gaps: 0,
  first: 0,
  last: 2,
  detector: null,
  width: 10,
  height: 20,
  videoFrames: 25,
  videoName: 'film.mp4',
  media: 'film',
})

/** An engine that answers when it is told to. */
function slowEngine() {
  const asked: {
    list: string
    start: number
    count: number
    answer(rows?: TrackRow[]): void
    fail(error: Error): void
  }[] = []
  const fetchPage = (list: string, start: number, count: number) =>
    new Promise<TrackRow[]>((resolve, reject) => {
      const rows = Array.from({ length: count }, (_, index) => row(start + index + 1))
      asked.push({ list, start, count, answer: (given = rows) => resolve(given), fail: reject })
    })
  return { asked, fetchPage }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('rows of a long list', () => {
  it('are asked for when they come into view, a page at a time, and only once', async () => {
    const { asked, fetchPage } = slowEngine()
    const pages = new RowPages(fetchPage, () => undefined)
    pages.reset('a', 100_000)
    asked[0]!.answer()
    await settled()
    expect(pages.at(0)?.id).toBe(1)
    pages.want(50_000, 50_030)
    pages.want(50_000, 50_031)
    expect(asked.map(({ start }) => start)).toEqual([0, 50_000])
    expect(pages.at(50_000)).toBeUndefined()
    asked[1]!.answer()
    await settled()
    expect(pages.at(50_030)?.id).toBe(50_031)
  })

  it('are not asked for where they came with the list', async () => {
    const { asked, fetchPage } = slowEngine()
    const pages = new RowPages(fetchPage, () => undefined)
    const start = 3 * pageSize
    pages.reset('a', 100_000, { start, rows: Array.from({ length: pageSize }, (_, i) => row(start + i + 1)) })
    pages.want(start, start + 30)
    expect(asked).toEqual([])
    expect(pages.at(start + 30)?.id).toBe(start + 31)
    expect(pages.at(0)).toBeUndefined()
    pages.want(start + pageSize - 10, start + pageSize + 10)
    expect(asked.map((page) => page.start)).toEqual([start + pageSize])
  })

  it('skip the pages that were only passed by', async () => {
    const { asked, fetchPage } = slowEngine()
    const pages = new RowPages(fetchPage, () => undefined)
    pages.reset('a', 100_000)
    for (let at = 1000; at <= 90_000; at += 1000) pages.want(at, at + 20)
    for (let answered = 0; answered < asked.length; answered += 1) {
      asked[answered]!.answer()
      await settled()
    }
    expect(asked.length).toBeLessThan(6)
    expect(pages.at(90_000)?.id).toBe(90_001)
  })

  it('drop what comes of a list that is no longer shown', async () => {
    const { asked, fetchPage } = slowEngine()
    const pages = new RowPages(fetchPage, () => undefined)
    pages.reset('a', 10)
    pages.reset('b', 10)
    asked[0]!.answer([row(999)])
    await settled()
    expect(pages.at(0)).toBeUndefined()
    asked[1]!.answer()
    await settled()
    expect(pages.at(0)?.id).toBe(1)
  })

  it('show a label at once and take it back when it was refused', async () => {
    const { asked, fetchPage } = slowEngine()
    const pages = new RowPages(fetchPage, () => undefined)
    pages.reset('a', 10)
    asked[0]!.answer()
    await settled()
    const before = pages.version()
    const { takeBack } = pages.patch((one) => one.id === 4, { label: 'noise' })
    expect(pages.at(3)?.label).toBe('noise')
    expect(pages.at(2)?.label).toBeNull()
    expect(pages.version()).toBeGreaterThan(before)
    takeBack()
    expect(pages.at(3)?.label).toBeNull()
  })

  it('show a label also when they were read before it and come after it', async () => {
    const { asked, fetchPage } = slowEngine()
    const pages = new RowPages(fetchPage, () => undefined)
    pages.reset('a', 10)
    asked[0]!.answer()
    await settled()
    pages.refresh()
    const shown = pages.patch((one) => one.id === 4, { label: 'noise' })
    shown.settle()
    asked[1]!.answer()
    await settled()
    expect(pages.at(3)?.label).toBe('noise')
    asked[2]!.answer(Array.from({ length: 10 }, (_, at) => ({ ...row(at + 1), label: 'noise' as const })))
    await settled()
    expect(pages.at(3)?.label).toBe('noise')
    expect(asked).toHaveLength(3)
  })

  it('show a label that is not stored yet in rows that come meanwhile, and take it back from them too', async () => {
    const { asked, fetchPage } = slowEngine()
    const pages = new RowPages(fetchPage, () => undefined)
    pages.reset('a', 10)
    const { takeBack } = pages.patch((one) => one.id === 4, { label: 'noise' })
    asked[0]!.answer()
    await settled()
    expect(pages.at(3)?.label).toBe('noise')
    takeBack()
    expect(pages.at(3)?.label).toBeNull()
  })

  it('are asked for again when another list was opened while a label was stored', async () => {
    const { asked, fetchPage } = slowEngine()
    const pages = new RowPages(fetchPage, () => undefined)
    pages.reset('a', 10)
    const shown = pages.patch((one) => one.id === 4, { label: 'noise' })
    pages.reset('b', 10)
    asked[1]!.answer()
    await settled()
    expect(pages.at(3)?.label).toBeNull()
    shown.settle()
    asked[2]!.answer(Array.from({ length: 10 }, (_, at) => ({ ...row(at + 1), label: 'noise' as const })))
    await settled()
    expect(pages.at(3)?.label).toBe('noise')
  })

  it('stay on screen while they are asked for again', async () => {
    const { asked, fetchPage } = slowEngine()
    const pages = new RowPages(fetchPage, () => undefined)
    pages.reset('a', 10)
    asked[0]!.answer()
    await settled()
    pages.refresh()
    expect(pages.at(3)?.label).toBeNull()
    asked[1]!.answer(
      Array.from({ length: 10 }, (_, index) => ({ ...row(index + 1), label: 'brief' as const })),
    )
    await settled()
    expect(pages.at(3)?.label).toBe('brief')
  })

  it('say why they could not be had, and can be had later', async () => {
    const { asked, fetchPage } = slowEngine()
    const errors: unknown[] = []
    const pages = new RowPages(fetchPage, (error) => errors.push(error))
    pages.reset('a', 10)
    asked[0]!.fail(new Error('gone'))
    await settled()
    expect(errors).toHaveLength(1)
    pages.want(0, 9)
    asked[1]!.answer()
    await settled()
    expect(pages.at(0)?.id).toBe(1)
  })

  it('are forgotten far from the view, so that memory stays bounded', async () => {
    const { asked, fetchPage } = slowEngine()
    const pages = new RowPages(fetchPage, () => undefined)
    pages.reset('a', 1_000_000)
    asked[0]!.answer()
    await settled()
    for (let page = 1; page <= 120; page += 1) {
      pages.want(page * pageSize, page * pageSize)
      asked.at(-1)!.answer()
      await settled()
    }
    expect(pages.at(0)).toBeUndefined()
    expect(pages.at(120 * pageSize)).toBeDefined()
  })
})
