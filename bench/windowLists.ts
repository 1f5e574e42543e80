/**
 * Facet, sort and jump in the Library: the built window in a real Chromium on the real engine.
 *
 *   node_modules/.bin/node bench/windowLists.ts [TRACKS]     (npm run build first; under xvfb-run where there is no display)
 *
 * From the click or key until the new list's first rows were handed to the compositor.
 */
import path from 'node:path'
import type { Locator, Page } from 'playwright'
import { createCatalogue } from '../src/main/engine/catalogue/open.ts'
import { type App, openApp } from '../tests/support/app.ts'
import { holder, temporaryFolder } from '../tests/support/catalogue.ts'
import { card, filterBy } from '../tests/support/libraryPage.ts'
import { fillCatalogue } from './support/fillCatalogue.ts'
import { printTable, type Row } from './support/table.ts'

const tracks = Number(process.argv[2] ?? 100_000)
const rounds = 12

/** Runs in the page: from an event until the list that it asked for is drawn. */
function watchLists(): void {
  const took: number[] = []
  Object.assign(window, { took })
  const settled = (): boolean =>
    document.querySelector('#track-list')?.getAttribute('aria-busy') === 'false' &&
    document.querySelector('.card:not(.waiting)') !== null
  const from = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== 'End' && event.key !== 'Home') return
    // A click on a label clicks its box once more.
    if (event.target instanceof HTMLInputElement) return
    const began = event.timeStamp
    const before = document.querySelector('.card')
    const text = before?.textContent
    const look = (): void => {
      const now = document.querySelector('.card')
      const other = now !== before || now?.textContent !== text
      if ((other && settled()) || performance.now() - began > 3000) took.push(performance.now() - began)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }
  addEventListener('click', from, { capture: true })
  addEventListener('keydown', from, { capture: true })
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ??
  Number.NaN

async function repeated(page: Page, name: string, act: (round: number) => Promise<void>): Promise<Row> {
  await page.evaluate(() => {
    ;(window as unknown as { took: number[] }).took.length = 0
  })
  for (let round = 0; round < rounds; round += 1) {
    await act(round)
    await page.waitForTimeout(700)
  }
  const times = await page.evaluate(() => [...(window as unknown as { took: number[] }).took])
  return {
    name,
    rounds: times.length,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    cpu: Number.NaN,
  }
}

const clicked = (one: Locator) => () => one.click()

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
    await repeated(page, 'facet: one label on, off', clicked(filterBy(page, 'Label', 'Brief'))),
    await repeated(page, 'facet: a length on, off', clicked(filterBy(page, 'Length in boxes', '4–10'))),
    await repeated(page, 'End, Home', (round) => page.keyboard.press(round % 2 === 0 ? 'End' : 'Home')),
  ]
  const sorted = await repeated(page, 'sort: by another key', async (round) => {
    await order.focus()
    await page.keyboard.press('ArrowDown')
    await page.locator('[role^=menuitem]', { hasText: round % 2 === 0 ? 'Boxes' : 'Loss' }).click()
  })
  printTable(`Library of ${tracks.toLocaleString('en')} tracks in Chromium`, [...rows, sorted], 200)
} finally {
  await app?.close()
  home.remove()
}
