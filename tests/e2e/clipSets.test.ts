/** Sets of clips in the window: made to order by every preset, cancelled, written to files and read back. */
import fs from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createCatalogue, openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { type App, openApp } from '../support/app.ts'
import { holder, temporaryFolder } from '../support/catalogue.ts'
import { eventually } from '../support/eventually.ts'
import { openView } from '../support/reviewPage.ts'

let home: ReturnType<typeof temporaryFolder>
let app: App
let folder: string

/** A test that fails must not leave its dialog to the next. */
afterEach(async () => {
  if (app.page.isClosed()) return
  for (let i = 0; i < 3 && (await app.page.getByRole('dialog').count()) > 0; i += 1)
    await app.page.keyboard.press('Escape')
})

beforeAll(async () => {
  home = temporaryFolder()
  folder = path.join(home.folder, 'sets.tracksieve')
  createCatalogue(folder, holder).close()
  app = await openApp('chromium', { home: home.folder, catalogue: folder })
  await app.page.getByRole('navigation', { name: 'Views' }).waitFor()
})
afterAll(async () => {
  await app?.close()
  home.remove()
})

async function openFromPalette(page: Page, words: string, title: string): Promise<Locator> {
  await page.keyboard.press('Control+p')
  const palette = page.getByRole('dialog', { name: 'Search or run a command' })
  await palette.waitFor()
  await page.keyboard.type(words)
  await palette.getByRole('option', { selected: true }).waitFor()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.waitFor()
  return dialog
}

const previews = (dialog: Locator) => dialog.locator('.pv-im img')
const sources = (dialog: Locator) =>
  previews(dialog).evaluateAll((images) => images.map((image) => image.getAttribute('src')))
/** Are all of them there, drawn? */
const drawn = (dialog: Locator) =>
  previews(dialog).evaluateAll(
    (images) => images.length > 0 && images.every((image) => (image as HTMLImageElement).naturalWidth > 0),
  )

const setNumber = async (dialog: Locator, name: string, value: number) => {
  await dialog.getByRole('spinbutton', { name, exact: true }).fill(String(value))
  await dialog.getByRole('spinbutton', { name, exact: true }).press('Tab')
}

describe('the dialog Generate', () => {
  const usual = [
    {
      preset: 'classic',
      moves: 'Pixel noise',
      small: [
        ['persistent clips', 6],
        ['brief clips', 5],
        ['noise clips', 2],
        ['mixed clips', 2],
      ],
    },
    { preset: 'quick', moves: 'Clutter', small: [] },
    { preset: 'realistic', moves: 'Persistent', small: [['Scenes', 6]] },
    { preset: 'transients', moves: null, small: [['Clips', 15]] },
    {
      preset: 'tracker',
      moves: 'Clutter',
      small: [
        ['Scenes', 5],
        ['Frames', 40],
      ],
    },
  ] as const

  it.each(usual)(
    'shows $preset as it would be, makes it, and reports on it',
    async ({ preset, moves, small }) => {
      const { page } = app
      const dialog = await openFromPalette(page, 'Generate', 'Generate clips')
      await dialog.getByRole('radio', { name: new RegExp(`^${preset} `) }).check()
      await eventually(() => drawn(dialog)).toBe(true)
      const before = await sources(dialog)
      if (moves) await dialog.getByRole('slider', { name: moves }).press('End')
      else await setNumber(dialog, 'Transients a clip, at most', 20)
      await eventually(async () => (await sources(dialog)).some((one) => before.includes(one))).toBe(false)
      await eventually(() => drawn(dialog)).toBe(true)
      for (const [name, value] of small) await setNumber(dialog, name, value)
      await dialog.getByText(/One threshold sorts/).waitFor()
      await dialog.getByText(/Stored as recipes: [\d.]+ [kMG]?B/).waitFor()
      await page.keyboard.press('Control+Enter')
      await dialog
        .getByRole('status')
        .filter({ hasText: /clips with [\d,]+ tracks, [\d,.]+ clips\/s/ })
        .waitFor()
      await dialog.getByText(/Sorted by one threshold on duration \d+ %/).waitFor()
      await eventually(() => dialog.locator('.set-samples img').count()).toBeGreaterThan(0)
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    },
  )

  it('says how far it is and how fast, and leaves nothing of what is cancelled', async () => {
    const { page } = app
    const dialog = await openFromPalette(page, 'Generate', 'Generate clips')
    await dialog.getByRole('radio', { name: /^classic / }).check()
    await setNumber(dialog, 'persistent clips', 900_000)
    await dialog.getByRole('button', { name: /Generate 901,500 clips/ }).click()
    await dialog.getByText(/generating, [\d,]+ of 901,500 clips · [\d,]+ clips\/s · \d+:\d+/).waitFor()
    expect(Number(await dialog.getByRole('progressbar').getAttribute('aria-valuenow'))).toBeLessThan(100)
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click()
    await dialog.getByText('Nothing of it was kept.').waitFor()
    await dialog.getByRole('button', { name: 'Back to the recipe' }).click()
    await dialog.getByRole('spinbutton', { name: 'persistent clips' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('asks whether more than a million are meant', async () => {
    const { page } = app
    const dialog = await openFromPalette(page, 'Generate', 'Generate clips')
    await setNumber(dialog, 'persistent clips', 1_000_000)
    await dialog.getByText('1,000,060 are meant').waitFor()
    const button = dialog.getByRole('button', { name: /^Generate 1,000,\d+ clips/ })
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    await dialog.getByText('are meant').click()
    await eventually(() => button.getAttribute('aria-disabled')).not.toBe('true')
    await page.keyboard.press('Escape')
  })
})

describe('sets in files', () => {
  it('are written by the view Export and told where they lie', async () => {
    const { page } = app
    await openView(page, 'Export')
    await page.getByRole('radio', { name: /A set of clips/ }).check()
    await page.getByText(/a folder with videos\.npy \(15 clips, uint8\)/).waitFor()
    await page.getByRole('textbox', { name: /^Where/ }).fill(path.join(home.folder, 'classic'))
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page
      .locator('.written')
      .getByText(path.join(home.folder, 'classic', 'videos.npy'))
      .waitFor()
    expect(fs.readdirSync(path.join(home.folder, 'classic')).sort()).toEqual([
      'metadata.json',
      'summary.json',
      'videos.npy',
    ])
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'exists already' }).waitFor()
  })

  it('come back by the dialog Import, with their report', async () => {
    const { page } = app
    const dialog = await openFromPalette(page, 'Import', 'Import tracks')
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(home.folder)
    await page.keyboard.press('Enter')
    await dialog.getByRole('option', { name: /^classic/ }).click()
    await dialog.getByText('15 of 25 frames').waitFor()
    await dialog.getByText('persistent 6, brief 5, noise 2, mixed 2').waitFor()
    await dialog.getByRole('button', { name: 'Import 15 clips' }).click()
    const coming = page.getByRole('dialog', { name: 'Import clips' })
    await coming.getByText(/persistent 6, brief 5, noise 2, mixed 2; 53 % hold an object/).waitFor()
    await page.keyboard.press('Escape')
  })

  it('without tracks are seen in Library, where there is nothing else to list of them', async () => {
    const { page } = app
    const bare = path.join(home.folder, 'bare')
    fs.mkdirSync(bare)
    fs.copyFileSync(path.join(home.folder, 'classic', 'videos.npy'), path.join(bare, 'videos.npy'))
    const dialog = await openFromPalette(page, 'Import', 'Import tracks')
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(home.folder)
    await page.keyboard.press('Enter')
    await dialog.getByRole('option', { name: /^bare/ }).click()
    await dialog.getByRole('button', { name: 'Import 15 clips' }).click()
    await page.getByRole('dialog', { name: 'Import clips' }).getByText('15 clips with 0 tracks').waitFor()
    await page.keyboard.press('Escape')
    await openView(page, 'Library')
    await page.getByRole('button', { name: '15 clips without tracks' }).click()
    const clips = page.getByRole('region', { name: 'Clips without tracks' })
    await clips.getByText('there is nothing to label in them').waitFor()
    const pictures = clips.locator('.thumb-im img')
    await eventually(() => pictures.count()).toBe(15)
    await eventually(() =>
      pictures.first().evaluate((image) => (image as HTMLImageElement).naturalWidth),
    ).toBe(25 * 128)
    await page.getByRole('button', { name: /^Remove the filter/ }).click()
  })

  it('are refused in words where they cannot be read', async () => {
    const { page } = app
    fs.truncateSync(path.join(home.folder, 'classic', 'videos.npy'), 100_000)
    const dialog = await openFromPalette(page, 'Import', 'Import tracks')
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(home.folder)
    await page.keyboard.press('Enter')
    await dialog.getByRole('option', { name: /^classic/ }).click()
    await dialog.getByRole('alert').filter({ hasText: 'is cut off' }).waitFor()
    expect(await dialog.getByRole('button', { name: /^Import/ }).getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Escape')
  })
})

it('are all that the catalogue holds', async () => {
  await app.close()
  const catalogue = openCatalogue(folder, holder)
  const sets = catalogue.sources.list().map(({ name, videos }) => [name, videos])
  catalogue.close()
  expect(sets).toEqual([
    ['classic, seed 42', 15],
    ['quick, seed 42', 100],
    ['realistic, seed 42', 12],
    ['transients, seed 42', 15],
    ['tracker, seed 42', 5],
    ['classic', 15],
    ['bare', 15],
  ])
})
