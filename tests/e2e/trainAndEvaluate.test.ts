/** Labels to a model to its figures, in the window alone, on the real engine. */
import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../support/app.ts'
import { type GeneratedApp, openGenerated } from '../support/generatedApp.ts'
import { eventually } from '../support/eventually.ts'
import { engineBelow } from '../support/processes.ts'
import { countOf, listed } from '../support/libraryPage.ts'
import { openView, status, trackOpen } from '../support/reviewPage.ts'

let opened: GeneratedApp
let app: App

beforeAll(async () => {
  opened = await openGenerated(['--preset', 'quick'])
  app = opened.app
})
afterAll(() => opened?.close())

describe('from labels to figures', () => {
  it('says in Review that nothing is scored yet, and leads to Train', async () => {
    const { page } = app
    await openView(page, 'Review')
    await trackOpen(page, 1)
    await page
      .locator('.rv-score')
      .getByText(/Not scored yet/)
      .waitFor()
    await page.locator('.rv-score').getByRole('button', { name: 'Train' }).click()
    await page.getByRole('heading', { name: 'Train run 1' }).waitFor()
  })

  it('trains live to the end with one key', async () => {
    const { page } = app
    await page.getByText(/\d+ labels\./).waitFor()
    await page.keyboard.press('t')
    await page.locator('.tr-now').getByText('Training').waitFor()
    await expect
      .poll(() => page.locator('.tr-trio .ln.validation').first().getAttribute('points'), { timeout: 60_000 })
      .toMatch(/\S+ \S+/)
    await page.locator('.tr-now').getByText('Done').waitFor({ timeout: 100_000 })
    expect(await page.getByRole('row', { name: /run 1/ }).innerText()).toContain('done')
  })

  it('shows scores and predictions in Review without a reload', async () => {
    const { page } = app
    await openView(page, 'Review')
    await page.locator('.rv-score path.rv-model[d^="M"]').first().waitFor()
    await page
      .locator('#queue-0')
      .getByRole('img', { name: /^predicted/ })
      .waitFor()
    await page
      .getByRole('button', { name: /^Frame \d+$/ })
      .first()
      .waitFor()
  })

  it('shows a label that the model disagrees with in Library and in Evaluate, without a reload', async () => {
    const { page } = app
    await openView(page, 'Library')
    await page.locator('.fac', { hasText: 'Prediction, run 1' }).waitFor()
    const before = await countOf(page, 'Disagreement', 'Label ≠ prediction')
    await openView(page, 'Review')
    const predicted = await page
      .locator('#queue-0')
      .getByRole('img', { name: /^predicted/ })
      .getAttribute('aria-label')
    await page.keyboard.press(predicted === 'predicted persistent' ? 'Shift+3' : 'Shift+1')
    await expect.poll(() => status(page).innerText()).toMatch(/left$/)

    await openView(page, 'Library')
    await expect.poll(() => countOf(page, 'Disagreement', 'Label ≠ prediction')).toBe(before + 1)
    await openView(page, 'Evaluate')
    const suspects = page.getByRole('region', { name: 'Suspected wrong labels' })
    await suspects.getByRole('button', { name: 'Review them' }).click()
    await page.getByText('disagreeing').waitFor()
    await trackOpen(page, 1)
    await page.keyboard.press('Control+z')
  })

  it('moves the threshold by key and by number, and tells what it does', async () => {
    const { page } = app
    await openView(page, 'Evaluate')
    const knob = page.getByRole('slider', { name: 'Threshold' })
    await knob.focus()
    await page.keyboard.press('PageUp')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => knob.getAttribute('aria-valuenow')).toBe('0.61')
    await expect
      .poll(() => status(page).innerText())
      .toMatch(/^Threshold 0\.61: keeps \d+ of \d+ real tracks, removes \d+ of \d+ false ones$/)
    const field = page.getByRole('spinbutton', { name: 'Threshold' })
    await field.fill('0.5')
    await expect.poll(() => knob.getAttribute('aria-valuenow')).toBe('0.5')
  })

  it('says how sure the figures are and what they hold for, by rule, source, kind and attention', async () => {
    const { page } = app
    await page.locator('.ev-holds', { hasText: 'same source' }).waitFor()
    await expect.poll(() => page.locator('.ev-interval').count()).toBeGreaterThanOrEqual(3)
    const side = page.getByRole('region', { name: 'Side by side', exact: true })
    await side.getByRole('button', { name: 'Sources' }).click()
    await side.getByRole('row', { name: /same source/ }).waitFor()
    await side.getByRole('button', { name: 'Kinds' }).click()
    await side.getByRole('row', { name: /^clip mixed/ }).waitFor()
    await side.getByRole('button', { name: 'Attention' }).click()
    await side.getByRole('row', { name: /persistent .*×/ }).waitFor()
    await side.getByRole('button', { name: 'Rules' }).click()
  })

  it('gives the tables the whole height, and the charts back', async () => {
    const { page } = app
    const side = page.getByRole('region', { name: 'Side by side', exact: true })
    const height = async () => (await side.boundingBox())!.height
    const before = await height()
    await page.getByRole('button', { name: 'Tables over the whole height' }).click()
    await expect.poll(height).toBeGreaterThan(2 * before)
    await page.keyboard.press('f')
    await expect.poll(height).toBe(before)
  })

  it('opens exactly the tracks of a confusion cell', async () => {
    const { page } = app
    await expect.poll(() => status(page).innerText()).toMatch(/^Threshold 0\.50/)
    const cell = page.getByRole('button', { name: /label brief, predicted brief\. Open them$/ })
    const count = Number(/^([\d,]+)/.exec((await cell.getAttribute('aria-label'))!)![1]!.replace(',', ''))
    await cell.click()
    await page
      .getByText(new RegExp(`^${count} (of \\d+ )?tracks?`))
      .first()
      .waitFor()
  })
})

describe('a training whose engine is killed', () => {
  it('reads interrupted, keeps its curves, and goes on to the end when it is resumed', async () => {
    const { page, pid } = app
    await openView(page, 'Train')
    await page.getByRole('heading', { name: 'Train run 2' }).waitFor()
    await page.keyboard.press('t')
    const now = page.locator('.tr-now')
    await now.getByText(/^epoch ([7-9]|[12]\d) of 30$/).waitFor({ timeout: 60_000 })

    process.kill(engineBelow(pid), 'SIGKILL')
    await page.getByText('The engine stopped and was started again.').waitFor()
    await now.getByText('Interrupted').waitFor()
    expect(await page.locator('.tr-trio .ln.validation').first().getAttribute('points')).toMatch(/\S+ \S+/)

    await page
      .getByRole('region', { name: 'Runs', exact: true })
      .getByRole('button', { name: 'Resume' })
      .first()
      .click()
    await now.getByText('Done').waitFor({ timeout: 100_000 })
    expect(await page.getByRole('row', { name: /run 2/ }).innerText()).toContain('done')
  })
})

describe('tracks that come after the training', () => {
  it('are counted in the Library and scored by one press', async () => {
    const { page } = app
    await openView(page, 'Library')
    await page.keyboard.press('Control+p')
    await page.keyboard.type('generate')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Generate clips' })
    await dialog.getByRole('radio', { name: /^transients / }).check()
    await dialog.getByRole('spinbutton', { name: 'Clips', exact: true }).fill('4')
    await page.keyboard.press('Control+Enter')
    await dialog.getByText(/clips with [\d,]+ tracks/).waitFor()
    await page.keyboard.press('Escape')
    const button = page.getByRole('button', { name: /^Score [\d,]+ new/ })
    await button.click()
    await button.waitFor({ state: 'detached' })
    await eventually(() => status(page).innerText()).toMatch(/^Score tracks with run \d: done/)
    await page.getByRole('button', { name: /^New scores/ }).click()
    await listed(page)
    expect(await button.count()).toBe(0)
  })
})

describe('the views', () => {
  for (const view of ['Review', 'Train', 'Evaluate'] as const) {
    it(`of ${view} pass axe for WCAG 2.2 AA and fit on one screen`, async () => {
      const { page } = app
      for (const [width, height] of [
        [1440, 900],
        [1280, 800],
      ] as const) {
        await page.setViewportSize({ width, height })
        await openView(page, view)
        await page.waitForLoadState('networkidle')
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
          .analyze()
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ).toEqual([])
        const overflows = await page.evaluate(() => {
          const main = document.querySelector('main')!
          return main.scrollHeight > main.clientHeight || main.scrollWidth > main.clientWidth
        })
        expect(overflows, `${view} scrolls at ${width}×${height}`).toBe(false)
      }
    })
  }
})
