/**
 * Facet, sort and jump in the Library: the built window in a real Chromium on the real engine.
 *
 *   node_modules/.bin/node bench/windowLists.ts [TRACKS]     (npm run build first; under xvfb-run where there is no display)
 *
 * From the click or key until the frame in which the rows that it asked for stand was handed to the compositor. The
 * first rounds of each are thrown away: they compile code and read pages of the database that later ones find ready.
 */
import path from 'node:path'
import type { Page } from 'playwright'
import { createCatalogue } from '../src/main/engine/catalogue/open.ts'
import { type App, openApp } from '../tests/support/app.ts'
import { holder, temporaryFolder } from '../tests/support/catalogue.ts'
import { card, filterBy } from '../tests/support/libraryPage.ts'
import { fillCatalogue } from './support/fillCatalogue.ts'
import { printTable, type Row } from './support/table.ts'

const tracks = Number(process.argv[2] ?? 100_000)
const rounds = 30
const warmUp = 4
/** Between two acts, longer than any of them takes. */
const pause = 600

interface Watched {
  took: number[]
  /** What the next event is to bring: another list, or another place in the same. */
  waitsFor: 'list' | 'place'
}

/** Runs in the page: from an event until what it asked for is drawn. */
function watchLists(): void {
  const watched: Watched = { took: [], waitsFor: 'list' }
  Object.assign(window, { watched })
  const list = (): HTMLElement | null => document.querySelector('#track-list')
  /** What stands first; every act here brings another track there. */
  const first = (): string | null => document.querySelector('#track-at-0')?.textContent || null
  const current = (): Element | null => {
    const id = list()?.getAttribute('aria-activedescendant')
    return id ? document.getElementById(id) : null
  }
  const heading = () => document.querySelector('.tool h2')?.textContent
  const painted = (then: () => void): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = then
      port2.postMessage(0)
    })
  }
  const watch = (event: Event): void => {
    const began = event.timeStamp
    const before = watched.waitsFor === 'list' ? first() : current()
    const total = heading()
    const there = (): boolean => {
      if (watched.waitsFor === 'list')
        return (
          // Another filter may begin with the same track, another order holds as many.
          (first() !== before || heading() !== total) &&
          list()?.getAttribute('aria-busy') === 'false' &&
          document.querySelector('.card.waiting') === null
        )
      const now = current()
      return now !== null && now !== before && !now.classList.contains('waiting')
    }
    const look = (): void => {
      const since = performance.now() - began
      if (there() || since > 5000) watched.took.push(since)
      else painted(look)
    }
    painted(look)
  }
  // A click on a label clicks its box once more, and opening a menu asks for no list.
  const asks = (target: EventTarget | null): boolean =>
    target instanceof Element &&
    !(target instanceof HTMLInputElement) &&
    target.closest('.fac label, [role^="menuitem"]') !== null
  addEventListener('click', (event) => asks(event.target) && watch(event), { capture: true })
  addEventListener('keydown', (event) => ['End', 'Home'].includes(event.key) && watch(event), {
    capture: true,
  })
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ??
  Number.NaN

async function repeated(
  page: Page,
  name: string,
  waitsFor: Watched['waitsFor'],
  act: (round: number) => Promise<void>,
): Promise<Row> {
  await page.evaluate((now) => {
    Object.assign((window as unknown as { watched: Watched }).watched, { took: [], waitsFor: now })
  }, waitsFor)
  for (let round = 0; round < warmUp + rounds; round += 1) {
    await act(round)
    await page.waitForTimeout(pause)
  }
  const all = await page.evaluate(() => (window as unknown as { watched: Watched }).watched.took)
  if (all.length !== warmUp + rounds)
    throw new Error(`${name}: ${warmUp + rounds} acts, but ${all.length} were timed`)
  const times = all.slice(warmUp)
  return { name, rounds: times.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

const home = temporaryFolder()
let app: App | undefined
try {
  const folder = path.join(home.folder, 'bench.tracksieve')
  const catalogue = createCatalogue(folder, holder)
  fillCatalogue(catalogue, tracks, 'none')
  catalogue.close()
  app = await openApp('chromium', { home: home.folder, catalogue: folder })
  const { page } = app
  page.setDefaultTimeout(5000)
  await page.addInitScript(watchLists)
  await page.reload()
  await card(page, 0).waitFor()
  const order = page.getByRole('button', { name: /^Order/ })
  const rows = [
    await repeated(page, 'facet: one label, on and off', 'list', () =>
      filterBy(page, 'Label', 'Brief').click(),
    ),
    await repeated(page, 'facet: a length, on and off', 'list', () =>
      filterBy(page, 'Length in boxes', '4–10').click(),
    ),
    await repeated(page, 'sort: by boxes, by loss', 'list', async (round) => {
      await order.focus()
      await page.keyboard.press('ArrowDown')
      await page.locator('[role^=menuitem]', { hasText: round % 2 === 0 ? 'Boxes' : 'Loss' }).click()
    }),
  ]
  await page.locator('#track-list').focus()
  rows.push(
    await repeated(page, 'End and Home in the list', 'place', (round) =>
      page.keyboard.press(round % 2 === 0 ? 'End' : 'Home'),
    ),
  )
  printTable(
    `Library of ${tracks.toLocaleString('en')} tracks in Chromium, ${warmUp} rounds before each`,
    rows,
    200,
  )
} finally {
  await app?.close()
  home.remove()
}
