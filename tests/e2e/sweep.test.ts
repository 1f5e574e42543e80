/** Several recipes and seeds as one job in the window: asked for, watched, cancelled, gone on with, compared. */
import AxeBuilder from '@axe-core/playwright'
import fs from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../support/app.ts'
import { type GeneratedApp, openGenerated } from '../support/generatedApp.ts'
import { openView } from '../support/reviewPage.ts'

let opened: GeneratedApp
let app: App

beforeAll(async () => {
  opened = await openGenerated(['--preset', 'quick'])
  app = opened.app
  fs.mkdirSync('out/pictures', { recursive: true })
})
afterAll(() => opened?.close())

const runRow = (run: number) =>
  app.page.locator('.tr-runs').getByRole('row', { name: new RegExp(`run ${run} `) })

async function passesAxe(name: string): Promise<void> {
  const { page } = app
  for (const [width, height] of [
    [1440, 900],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `out/pictures/${name}-${width}.png` })
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    const scrolls = await page.evaluate(() => {
      const main = document.querySelector('main')!
      return main.scrollHeight > main.clientHeight || main.scrollWidth > main.clientWidth
    })
    expect(scrolls, `${name} scrolls at ${width}×${height}`).toBe(false)
  }
}

it('asks for two recipes with three seeds, by keys alone, and shows them as one queue', async () => {
  const { page } = app
  await openView(page, 'Train')
  await page.getByText(/\d+ labels\./).waitFor()
  await page.keyboard.press('r')
  await page.getByLabel('Preset', { exact: true }).selectOption('track')
  await page.getByLabel('Epochs', { exact: true }).fill('4')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '3 seeds' }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('checkbox', { name: 'live' }).focus()
  await page.keyboard.press('Space')
  await page.getByText('6 runs as one job: 2 recipes with seeds 42–44').waitFor()
  await page.getByRole('heading', { name: 'Train runs 1 to 6' }).waitFor()
  await page
    .getByRole('button', { name: /^Train/ })
    .last()
    .focus()
  await page.keyboard.press('t')
  await page
    .locator('.tr-now')
    .getByText(/run \d of 6 of sweep 1/)
    .waitFor()
  await expect.poll(() => page.locator('.tr-runs tbody tr').count()).toBe(6)
  await passesAxe('sweep-trains')
}, 120_000)

it('cancels as a whole, keeps what is done, and goes on to the end', async () => {
  const { page } = app
  await expect.poll(() => runRow(1).innerText(), { timeout: 60_000 }).toContain('done')
  await page.getByRole('button', { name: 'Cancel sweep' }).first().click()
  await expect.poll(() => runRow(6).innerText()).toContain('cancelled')
  expect(await runRow(1).innerText()).toContain('done')
  await runRow(6).getByRole('button', { name: 'Resume sweep' }).click()
  await expect.poll(() => runRow(6).innerText(), { timeout: 120_000 }).toContain('done')
}, 240_000)

it('compares recipes with mean and spread beside the rules, and opens a run from its row', async () => {
  const { page } = app
  await openView(page, 'Evaluate')
  await page.getByRole('button', { name: 'Sweeps' }).click()
  const table = page.locator('.ev-sweep')
  await table.getByText(/3 splits of the videos, each the same for all recipes/).waitFor()
  const recipe = await table.locator('tr.ev-recipe').first().innerText()
  expect(recipe).toMatch(/track, epochs 4\s+3 of 3 runs\s+\d\.\d{3} ± \d\.\d{3}/)
  expect(await table.locator('tr.ev-recipe').count()).toBe(2)
  expect(await table.locator('tr.ev-run').count()).toBe(6)
  expect(await table.locator('tr.ev-baseline').count()).toBeGreaterThan(2)
  await passesAxe('sweep-evaluated')
  await table.getByRole('button', { name: 'run 3', exact: true }).click()
  await page.locator('.ev-bar').getByRole('button', { name: 'Run in hand' }).getByText('Run 3').waitFor()
}, 120_000)

it('goes on from the weights of a run', async () => {
  const { page } = app
  await openView(page, 'Train')
  await page.getByRole('button', { name: '1 seed', exact: true }).click()
  await page.getByLabel('Starts from').selectOption({ index: 1 })
  await page.getByText(/One run\./).waitFor()
  expect(await page.getByRole('checkbox', { name: 'live' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.locator('body').press('t')
  await expect.poll(() => page.locator('.tr-runs').innerText(), { timeout: 60_000 }).toMatch(/from = 6/)
  await expect.poll(() => runRow(7).innerText(), { timeout: 60_000 }).toContain('done')
}, 120_000)

it('measures what more labels would bring, and shows it as a chart and a table', async () => {
  const { page } = app
  await openView(page, 'Evaluate')
  await page.getByRole('button', { name: 'Labels', exact: true }).click()
  await page.getByText(/Is it worth labelling on\?/).waitFor()
  await page.getByText('Beside labels drawn at random, those that the model is least sure of').click()
  await page.getByRole('button', { name: 'Measure the label curve' }).click()
  await page
    .locator('.ev-label-job')
    .getByText(/labels, seed|waits for its turn/)
    .waitFor()
  const words = page.locator('.ev-label-words')
  await words.getByText(/each doubling changed AUROC by/).waitFor({ timeout: 180_000 })
  // A level line has no height: it is there, but not what a browser calls visible.
  await page.locator('.ev-label-chart .ln.model').first().waitFor({ state: 'attached' })
  await page.locator('.ev-label-chart .ln.live').first().waitFor({ state: 'attached' })
  await words.getByText(/Labels that the model was least sure of/).waitFor()
  expect(await words.locator('.ev-spreads tbody tr').count()).toBeGreaterThan(3)
  await passesAxe('label-curve')
}, 240_000)

it('weighs the tasks of a head and draws their losses', async () => {
  const { page } = app
  await openView(page, 'Train')
  const preset = page.getByLabel('Preset', { exact: true })
  const fold = page.getByRole('button', { name: /^Recipe .*preset/ })
  await fold.waitFor()
  if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click()
  await preset.selectOption('multitask')
  await page.getByRole('checkbox', { name: 'live' }).uncheck()
  const weights = page.getByRole('group', { name: 'Weights of tasks' })
  expect(await weights.getByRole('spinbutton').count()).toBe(4)
  await weights.getByLabel('Next positions, weight').fill('0')
  await weights.getByLabel('Label of three, weight').fill('0.8')
  expect(await weights.locator('.tr-changed').count()).toBe(2)
  await page.getByLabel('Epochs', { exact: true }).first().fill('3')
  await weights.getByLabel('Label of three, weight').scrollIntoViewIfNeeded()
  await passesAxe('tasks-weighed')
  await page
    .getByRole('button', { name: /^Train/ })
    .last()
    .focus()
  await page.keyboard.press('t')
  const latest = page.locator('.tr-runs tbody tr').first()
  await expect.poll(() => latest.innerText(), { timeout: 60_000 }).toMatch(/done[^]*multitask/)
  const losses = page.locator('.tr-tasks-row .chart')
  await losses.getByRole('heading', { name: 'Label of three: loss' }).waitFor()
  expect(await losses.count()).toBe(1)
  expect(await losses.locator('.chart-value').innerText()).toMatch(/^\d\.\d{3} right$/)
  await passesAxe('tasks-trained')
  // Few tracks or not: who says 3 means it.
  expect(await latest.innerText()).toMatch(/\b3 of 3\b/)
  const name = /run \d+/.exec(await latest.innerText())![0].replace('r', 'R')
  await page.getByRole('button', { name: 'Evaluate', exact: true }).first().click()
  await page.locator('.ev-bar').getByRole('button', { name: 'Run in hand' }).getByText(name).waitFor()
  await page.getByRole('button', { name: 'Tasks', exact: true }).click()
  await page.getByRole('table', { name: 'Label of three' }).waitFor()
  await passesAxe('tasks-evaluated')
}, 120_000)

it('offers in Review what helps most, without a reload after the training', async () => {
  const { page } = app
  await openView(page, 'Review')
  await page.getByRole('button', { name: 'What helps most' }).focus()
  await page.keyboard.press('Enter')
  await page.screenshot({ path: 'out/pictures/helps-most-1280.png' })
  const menu = await page.getByRole('menu', { name: 'What helps most' }).boundingBox()
  expect(menu!.x).toBeGreaterThanOrEqual(0)
  await page.getByRole('menuitemradio', { name: /Suspected wrong labels/ }).click()
  await page.locator('.rv-heads').getByText('Loss ↓').waitFor()
  await openView(page, 'Library')
  await page.getByRole('button', { name: /^Order/ }).click()
  await page.getByRole('menuitemradio', { name: /Disagreement of models/ }).click()
  await openView(page, 'Review')
  await page.locator('.rv-heads').getByText('Disagrees ↓').waitFor()
  expect(await page.locator('#queue-0').innerText()).toMatch(/0\.\d\d/)
}, 60_000)
