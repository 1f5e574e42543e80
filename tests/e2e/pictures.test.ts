/**
 * Every view at both sizes, as pictures to look at: under `out/pictures`, or where TRACKSIEVE_PICTURES says. The one in
 * README.md is `review.png` of TRACKSIEVE_PICTURES=docs/pictures.
 */
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type App, builtFolder, openApp } from '../support/app.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { openView, trackOpen } from '../support/reviewPage.ts'

const folder = path.resolve(process.env.TRACKSIEVE_PICTURES ?? path.join(builtFolder(), 'pictures'))
const sizes = [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
]

let home: ReturnType<typeof temporaryFolder>
let app: App
beforeAll(async () => {
  home = temporaryFolder()
  app = await openApp('chromium', { home: home.folder })
  fs.mkdirSync(folder, { recursive: true })
})
afterAll(async () => {
  await app?.close()
  home.remove()
})

/** A picture is of use when it is of that size and shows more than a ground. */
async function take(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    await page.evaluate(
      () => document.activeElement?.matches('nav *') && (document.activeElement as HTMLElement).blur(),
    )
    await page.waitForLoadState('networkidle')
    await page.waitForFunction(seenIsDrawn)
    const file = path.join(folder, size === sizes[0] ? `${name}.png` : `${name}-${size.width}.png`)
    const png = await page.screenshot({ path: file, animations: 'disabled' })
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size.width, size.height])
    expect(png.length).toBeGreaterThan(10_000)
  }
  await page.setViewportSize(sizes[0]!)
}

/** Runs in the page: what is out of sight and lazy may never be asked for; all else must be there. */
function seenIsDrawn(): boolean {
  const window = document.documentElement
  const inSight = (image: Element): boolean => {
    const own = image.getBoundingClientRect()
    return [image.closest('.vrows') ?? window, window].every((frame) => {
      const { top, bottom } = frame.getBoundingClientRect()
      return own.bottom > top && own.top < bottom
    })
  }
  return [...document.images].every(
    (image) => image.complete || (image.loading === 'lazy' && !inSight(image)),
  )
}

it('Start', async () => {
  await app.page.getByRole('heading', { name: 'Recent catalogues' }).waitFor()
  await take(app.page, 'start')
})

it('Train, while it has nothing and when it is done', async () => {
  const { page } = app
  await page.getByRole('button', { name: /Try it with sample clips/ }).click()
  await trackOpen(page, 1)
  await openView(page, 'Train')
  await page.getByText(/\d+ labels\./).waitFor()
  await take(page, 'train-before')
  await page.keyboard.press('t')
  await page.locator('.tr-now').getByText('Done').waitFor({ timeout: 110_000 })
  await take(page, 'train')
})

it('Review', async () => {
  const { page } = app
  await openView(page, 'Review')
  for (const [i, verdict] of ['1', '1', '3', '2', 'j', '1', 'j'].entries()) {
    await trackOpen(page, i + 1)
    await page.keyboard.press(verdict)
  }
  await trackOpen(page, 8)
  await page.locator('.rv-score path.rv-model[d^="M"]').first().waitFor({ state: 'attached' })
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowRight')
  await take(page, 'review')
})

it('Library, as cards and as rows', async () => {
  const { page } = app
  await openView(page, 'Library')
  await page
    .getByRole('option', { name: /, predicted / })
    .first()
    .waitFor()
  await take(page, 'library')
  await page.keyboard.press('g')
  await page.getByRole('grid', { name: 'Tracks' }).waitFor()
  await take(page, 'library-rows')
  await page.keyboard.press('g')
})

it('Evaluate and Export', async () => {
  const { page } = app
  await openView(page, 'Evaluate')
  await page.getByRole('slider', { name: 'Threshold' }).waitFor()
  await take(page, 'evaluate')
  await openView(page, 'Export')
  await page.locator('.export-target', { hasText: 'frames' }).waitFor()
  await take(page, 'export')
})

it.each([
  ['Generate', 'generate'],
  ['Settings', 'settings'],
  ['Jobs', 'jobs'],
])('%s', async (words, name) => {
  const { page } = app
  await page.keyboard.press('Control+p')
  await page.getByRole('dialog', { name: 'Search or run a command' }).waitFor()
  await page.keyboard.type(words)
  await page.getByRole('option', { selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').first().waitFor()
  await expect.poll(() => page.getByText(/^(Looking|being loaded)/).count(), { timeout: 20_000 }).toBe(0)
  if (name === 'generate') {
    await page.locator('.pv-im img').nth(5).waitFor()
    await page.getByText('Trying trivial rules').waitFor({ state: 'hidden' })
  }
  await take(page, name)
  await page.keyboard.press('Escape')
})

it('Start, once there are catalogues to go back to', async () => {
  const { page } = app
  await page.keyboard.press('Control+p')
  await page.getByRole('dialog', { name: 'Search or run a command' }).waitFor()
  await page.keyboard.type('Close the catalogue')
  await page.getByRole('option', { selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('No catalogue open').waitFor()
  await page.locator('.recent-pictures img').nth(2).waitFor()
  await take(page, 'start-recent')
})
