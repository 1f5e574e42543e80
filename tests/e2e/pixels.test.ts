/** What looks at pixels, in the window: a tokenizer trained and watched, its reconstructions in Review, presets compared. */
import AxeBuilder from '@axe-core/playwright'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Recipe } from '../../src/shared/contract/learning.ts'
import type { App } from '../support/app.ts'
import { openElectronApp } from '../support/electronApp.ts'
import { type GeneratedApp, openGenerated } from '../support/generatedApp.ts'
import { openView } from '../support/reviewPage.ts'

let opened: GeneratedApp
let app: App

beforeAll(async () => {
  const presets = ['--preset', 'track', '--preset', 'magvit', '--preset', 'live']
  opened = await openGenerated(['--preset', 'quick', '--count', 60], async (cli, catalogue) => {
    expect((await cli.run('compare', catalogue, ...presets, '--epochs', 1, '--seeds', '1')).code).toBe(0)
    const bare = Array.from({ length: 30 }, (_, i) => 2 * i + 1)
    expect((await cli.run('label', catalogue, ...bare, '--as', 'none')).code).toBe(0)
  })
  app = opened.app
  fs.mkdirSync('out/pictures', { recursive: true })
}, 240_000)
afterAll(() => opened?.close())

async function takePictures(name: string): Promise<void> {
  const { page } = app
  for (const [width, height] of [
    [1440, 900],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `out/pictures/${name}-${width}.png` })
  }
}

async function passesAxe(): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag22aa']
  const { violations } = await new AxeBuilder({ page: app.page }).withTags(tags).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

it('compares presets: figures with intervals, costs, why one was not trained, tracks to look at', async () => {
  const { page } = app
  await openView(page, 'Evaluate')
  await page.getByRole('button', { name: 'Comparison', exact: true }).click()
  const table = page.locator('.ev-comparison')
  expect(await table.locator('tbody tr').first().innerText()).toMatch(/^track, epochs 1\s+\d\.\d{3}/)
  await table.getByText(/There is no trained tokenizer/).waitFor()
  expect(await table.locator('tr.ev-baseline').count()).toBeGreaterThan(2)
  await page.getByText('The others are measured against track, epochs 1.').waitFor()
  await takePictures('comparison')
  await passesAxe()
}, 120_000)

it('hands the comparison’s page to the browser as a file of its own', async () => {
  const { page } = app
  await openView(page, 'Evaluate')
  expect(await page.getByRole('button', { name: 'Open report' }).count()).toBe(0)
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download report' }).click()
  const download = await waiting
  expect(download.suggestedFilename()).toMatch(/^comparison-\d+\.html$/)
  expect(fs.readFileSync(await download.path(), 'utf8')).toContain('<title>Comparison ')
  await page.locator('.ev-contested button').first().click()
  await page.getByRole('button', { name: /^Tokenizer/ }).waitFor()
}, 60_000)

it('says in Review that no tokenizer was trained, and where to train one', async () => {
  const { page } = app
  await page.locator('body').press('e')
  await page.getByText(/No tokenizer was trained in this catalogue yet/).waitFor()
  await page.getByRole('button', { name: 'To Train' }).click()
  await page
    .getByText(/\d+ labels/)
    .first()
    .waitFor()
}, 120_000)

it('trains a tokenizer with settings of its own and shows its curves and pictures', async () => {
  const { page } = app
  await page.getByRole('button', { name: /^Tokenizer none trained/ }).click()
  const fold = page.locator('.tr-recipe').filter({ hasText: 'Learns what is seen' })
  await fold.getByLabel('Epochs', { exact: true }).fill('2')
  await fold.getByLabel('Clips an epoch').fill('8')
  await fold.getByLabel('Frames a clip').fill('3')
  await fold.getByLabel('Codes', { exact: true }).selectOption('fsq')
  await fold.getByRole('button', { name: 'Train a tokenizer' }).click()
  await page.getByRole('heading', { name: 'Tokenizer 1' }).waitFor()
  await page
    .getByText(/^done · \d+\.\d dB/)
    .first()
    .waitFor({ timeout: 60_000 })
  const image = page.getByRole('img', {
    name: /Held-out clips and, below each, their reconstructions after epoch 2/,
  })
  await expect
    .poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(100)
  await takePictures('tokenizer')
  await passesAxe()
}, 120_000)

it('shows in Review what the tokenizer makes of the track, where the track stands', async () => {
  const { page } = app
  await openView(page, 'Review')
  const band = page.getByRole('img', { name: /crops and, below them, their reconstructions by tokenizer 1/ })
  await band.waitFor({ timeout: 30_000 })
  const pictures = await band
    .locator('.rv-crop')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundImage))
  expect(pictures.filter((url) => /\/media\/looked-1-\d+/.test(url)).length).toBeGreaterThan(3)
  const media = /\/media\/looked-1-\d+/.exec(pictures.find((url) => url !== 'none')!)![0]
  expect((await page.request.get(new URL(media, page.url()).href)).headers()['content-type']).toBe(
    'image/png',
  )
  await takePictures('reconstruction')
  await page.locator('body').press('e')
  await band.waitFor({ state: 'detached' })
}, 120_000)

it('pretrains on unlabelled tracks beside its rules: cancelled, gone on with, and where a training starts', async () => {
  const { page } = app
  await openView(page, 'Train')
  await page.getByRole('button', { name: 'Pretraining none trained' }).click()
  const fold = page.locator('.tr-recipe').filter({ hasText: 'Learns from tracks without a label' })
  await fold.getByText(/^\d+ unlabelled tracks of \d+ videos\. It leaves out \d/).waitFor()
  await fold.getByLabel('Leave out test videos').click()
  await fold.getByText(/It sees the unlabelled tracks of \d+ test videos?: \w/).waitFor()
  await fold.getByLabel('Leave out test videos').click()
  await fold.getByLabel('Width', { exact: true }).fill('18')
  await expect
    .poll(() => fold.getByRole('button', { name: 'Pretrain', exact: true }).getAttribute('title'))
    .toMatch(/cannot be shared by so many heads/)
  await fold.getByLabel('Width', { exact: true }).fill('16')
  await fold.getByLabel('Epochs', { exact: true }).fill('120')
  await fold.getByRole('button', { name: 'Pretrain', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Trained beforehand' })
  await panel.getByRole('heading', { name: 'Pretraining 1' }).waitFor()
  await panel.getByText(/^epoch (\d\d|[3-9])/).waitFor({ timeout: 30_000 })
  await panel.getByRole('button', { name: 'Cancel' }).click()
  await panel.getByText(/^cancelled · held out 0\.\d+/).waitFor()
  expect(await panel.getByRole('button', { name: 'Train from it' }).count()).toBe(0)
  await panel.getByRole('button', { name: 'Resume' }).click()
  await panel.getByText(/^done · held out 0\.\d+/).waitFor({ timeout: 60_000 })
  expect(await panel.locator('.ln.mean-of-all, .ln.mean-of-track, .ln.validation').count()).toBe(3)
  const rows = await panel
    .getByRole('region', { name: 'Beside the rules' })
    .locator('tbody tr')
    .allInnerTexts()
  expect(rows.map((row) => row.split('\t')[0])).toEqual([
    'the network',
    'mean of the track’s other steps',
    'mean of all steps',
  ])
  await takePictures('pretraining')
  await passesAxe()
  await panel.getByRole('button', { name: 'Train from it' }).click()
  await expect.poll(() => page.getByLabel('Starts from').inputValue()).toBe('pretraining 1')
  expect(await page.getByLabel('Width', { exact: true }).first().inputValue()).toBe('16')
}, 120_000)

it('takes a recipe from a file, says what is wrong with one, and draws another seed', async () => {
  const { page } = app
  await openView(page, 'Train')
  const open = (recipe: object | string) =>
    page.getByLabel('Recipe file').setInputFiles({
      name: 'mine.json',
      mimeType: 'application/json',
      buffer: Buffer.from(typeof recipe === 'string' ? recipe : JSON.stringify(recipe)),
    })
  await open({
    preset: 'hybrid',
    pixels: { boxes: 4, context: 2, width: 16, beside: 'track', visual: 'magvit', tokenizer: 1 },
  })
  await expect.poll(() => page.getByLabel('Boxes looked at').inputValue()).toBe('4')
  expect(await page.getByLabel('Tokenizer', { exact: true }).inputValue()).toBe('1')
  await page.getByText('Tune its encoder').click()
  const rate = page.getByLabel('Rate of the encoder')
  expect(Number(await rate.inputValue())).toBe(Recipe.parse({ preset: 'magvit' }).pixels!.tunedLearningRate)
  await page.getByRole('button', { name: 'Recipe file…' }).scrollIntoViewIfNeeded()
  await takePictures('pixel-fields')
  const seed = await page.getByLabel('Seed', { exact: true }).first().inputValue()
  await page.getByRole('button', { name: 'Another seed' }).click()
  await expect.poll(() => page.getByLabel('Seed', { exact: true }).first().inputValue()).not.toBe(seed)
  await open({ preset: 'track', nothing: 1 })
  await page
    .locator('#toast')
    .getByText(/mine\.json is no recipe: .*nothing/)
    .waitFor()
  await open('{')
  await page
    .locator('#toast')
    .getByText(/mine\.json is not JSON/)
    .waitFor()
  expect(await page.getByLabel('Boxes looked at').inputValue()).toBe('4')
}, 120_000)

it('opens the comparison’s page on the desktop, in the system’s own program, and no other file', async () => {
  await app.close()
  const { cli, catalogue } = opened
  // What the system opens files with, as Electron finds it.
  const opener = cli.write('xdg-open', '#!/bin/sh\nprintf "%s\\n" "$1" >> "$0.said"\n')
  fs.chmodSync(opener, 0o755)
  const environment = { PATH: `${path.dirname(opener)}:${process.env.PATH}` }
  const desktop = await openElectronApp({ home: opened.home, catalogue, environment })
  try {
    const { page } = desktop
    await openView(page, 'Evaluate')
    await page.getByRole('button', { name: 'Comparison', exact: true }).click()
    await page.evaluate((file) => window.tracksieve?.openReport(file), opener)
    await page.getByRole('button', { name: 'Open report' }).click()
    const said = () => fs.readFileSync(`${opener}.said`, 'utf8').trim().split('\n')
    await expect
      .poll(said, { timeout: 10_000 })
      .toEqual([expect.stringMatching(/reports\/comparison-\d+\.html$/)])
    expect(fs.existsSync(said()[0]!)).toBe(true)
  } finally {
    await desktop.close()
  }
}, 120_000)
