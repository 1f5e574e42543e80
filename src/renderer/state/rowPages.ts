/** Rows of a frozen list, fetched a page at a time when they come into view, kept while they are near. */
import type { TrackRow } from '../../shared/contract/tracks.ts'

export const pageSize = 100
const mostPages = 80
const mostInFlight = 2

export type FetchPage = (list: string, start: number, count: number) => Promise<TrackRow[]>

type Concerns = (row: TrackRow, position: number) => boolean

/** A change that is on screen and not yet stored. */
interface ShownChange {
  concerns: Concerns
  change: Partial<TrackRow>
  before: Map<number, TrackRow>
}

export interface Pending {
  settle(): void
  takeBack(): void
}

const withChange = (rows: TrackRow[], start: number, { concerns, change, before }: ShownChange): TrackRow[] =>
  rows.map((row, index) => {
    if (!concerns(row, start + index)) return row
    before.set(row.id, row)
    return { ...row, ...change }
  })

export class RowPages {
  private readonly fetchPage: FetchPage
  private readonly onError: (error: unknown) => void
  private readonly pages = new Map<number, TrackRow[]>()
  private readonly stale = new Set<number>()
  private readonly inFlight = new Set<number>()
  private readonly shown = new Set<ShownChange>()
  private readonly listeners = new Set<() => void>()
  private list = ''
  private total = 0
  private wanted: [number, number] = [0, 0]
  private count = 0

  constructor(fetchPage: FetchPage, onError: (error: unknown) => void) {
    this.fetchPage = fetchPage
    this.onError = onError
  }

  /** Counts changes, for useSyncExternalStore. */
  readonly version = (): number => this.count
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Another frozen order: nothing that was known of the former holds. `page`: one that came with it. */
  reset(list: string, total: number, page?: { start: number; rows: TrackRow[] }): void {
    this.list = list
    this.total = total
    this.pages.clear()
    this.stale.clear()
    this.inFlight.clear()
    this.shown.clear()
    const start = page?.start ?? 0
    this.wanted = [start, Math.min(start + pageSize, total) - 1]
    if (page) this.pages.set(start / pageSize, page.rows)
    this.changed()
    this.fetchWanted()
  }

  /** The row at a position, or undefined while it is being fetched. */
  at(position: number): TrackRow | undefined {
    return this.pages.get(Math.floor(position / pageSize))?.[position % pageSize]
  }

  /** Positions first..last are in view. */
  want(first: number, last: number): void {
    this.wanted = [Math.max(0, first), Math.min(this.total - 1, last)]
    this.fetchWanted()
  }

  /** The row at a position, fetched if need be; undefined past the end. */
  async load(position: number): Promise<TrackRow | undefined> {
    const page = Math.floor(position / pageSize)
    if (!this.pages.has(page) && position >= 0 && position < this.total) await this.fetch(page)
    return this.at(position)
  }

  /**
   * Shows a change before it is stored, also in rows that come meanwhile: they may have been read before it.
   * Ends by `settle` once it is stored, or by `takeBack` when it was refused.
   */
  patch(concerns: Concerns, change: Partial<TrackRow>): Pending {
    const shown: ShownChange = { concerns, change, before: new Map() }
    this.shown.add(shown)
    for (const [page, rows] of this.pages) this.pages.set(page, withChange(rows, page * pageSize, shown))
    this.changed()
    return { settle: () => this.end(shown), takeBack: () => this.takeBack(shown) }
  }

  /** Labels or scores changed elsewhere: what is loaded stays on screen until its new state has come. */
  refresh(): void {
    for (const page of this.pages.keys()) this.stale.add(page)
    this.fetchWanted()
  }

  private end(shown: ShownChange): void {
    for (const page of this.inFlight) this.stale.add(page)
    // Another list was opened meanwhile: its rows may have been read before the change was stored.
    if (!this.shown.delete(shown)) this.refresh()
  }

  private takeBack(shown: ShownChange): void {
    this.end(shown)
    for (const [page, rows] of this.pages)
      this.pages.set(
        page,
        rows.map((row) => shown.before.get(row.id) ?? row),
      )
    this.changed()
  }

  private fetchWanted(): void {
    const [first, last] = this.wanted
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++) {
      if (this.inFlight.size >= mostInFlight) return
      if (this.total > 0 && (!this.pages.has(page) || this.stale.has(page)) && !this.inFlight.has(page)) {
        void this.fetch(page).catch(this.onError)
      }
    }
  }

  private async fetch(page: number): Promise<void> {
    const { list } = this
    const start = page * pageSize
    this.inFlight.add(page)
    this.stale.delete(page)
    try {
      const rows = await this.fetchPage(list, start, Math.min(pageSize, this.total - start))
      if (list !== this.list) return
      this.arrived(page, rows)
    } finally {
      if (list === this.list) this.inFlight.delete(page)
    }
    if (list === this.list) this.fetchWanted()
  }

  private arrived(page: number, rows: TrackRow[]): void {
    // Read before a change that was stored since: what is on screen is newer, and it is asked for again.
    if (this.stale.has(page) && this.pages.has(page)) return
    let now = rows
    for (const shown of this.shown) now = withChange(now, page * pageSize, shown)
    this.pages.set(page, now)
    this.forgetFar(page)
    this.changed()
  }

  private forgetFar(near: number): void {
    if (this.pages.size <= mostPages) return
    const byDistance = [...this.pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near))
    for (const page of byDistance.slice(0, this.pages.size - mostPages)) this.pages.delete(page)
  }

  private changed(): void {
    this.count += 1
    for (const listener of this.listeners) listener()
  }
}
