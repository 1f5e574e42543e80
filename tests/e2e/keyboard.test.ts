/** From the first window to an exported film and filtered tracks without ever touching the pointer. */
import fs from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, openApp } from '../support/app.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { eventually } from '../support/eventually.ts'
import { status, trackOpen } from '../support/reviewPage.ts'

let home: ReturnType<typeof temporaryFolder>
let app: App
beforeAll(async () => {
  home = temporaryFolder()
  app = await openApp('chromium', { home: home.folder })
  await app.page.getByRole('heading', { name: 'Recent catalogues' }).waitFor()
})
afterAll(async () => {
  await app?.close()
  home.remove()
})

/** Runs a command by its words in the palette. */
async function run(words: string): Promise<void> {
  const { page } = app
  await page.keyboard.press('Control+p')
  const palette = page.getByRole('dialog', { name: 'Search or run a command' })
  await palette.waitFor()
  await page.keyboard.type(words)
  await palette.getByRole('option', { selected: true }).waitFor()
  await page.keyboard.press('Enter')
}

/** Path of the file that stands under Exports, once it is written. */
async function written(ending: string): Promise<string> {
  const file = app.page.locator('.written .artifact-path', { hasText: ending }).first()
  await file.waitFor({ timeout: 60_000 })
  return file.innerText()
}

describe('keys alone', () => {
  it('make the sample, asked for before the engine is there, and judge its first tracks', async () => {
    const { page } = app
    await page.route('**/engine/state', async (route) => {
      await delay(1000)
      await route.continue()
    })
    await page.reload({ waitUntil: 'commit' })
    await page.getByRole('heading', { name: 'Recent catalogues' }).waitFor()
    await page.keyboard.press('1')
    await trackOpen(page, 1)
    await page.unroute('**/engine/state')
    await page.keyboard.press('2')
    await trackOpen(page, 2)
    await page.keyboard.press('u')
    await trackOpen(page, 3)
    await eventually(() => status(page).innerText()).toMatch(/unsure/)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await eventually(() => status(page).innerText()).toMatch(/^Undone/)
  })

  it('train a model', async () => {
    const { page } = app
    await run('train')
    await page.getByRole('heading', { name: /^Train run/ }).waitFor()
    await page.getByText(/\d+ labels\./).waitFor()
    await page.keyboard.press('t')
    await page.locator('.tr-now').getByText('Done').waitFor({ timeout: 110_000 })
  })

  it('export a film of a clip', async () => {
    const { page } = app
    await run('export')
    await page.getByRole('radio', { name: /A film/ }).waitFor({ state: 'attached' })
    await page.locator('.export-target', { hasText: '25 frames' }).waitFor()
    await page.keyboard.press('Control+Enter')
    const film = await written('.mp4')
    expect(fs.statSync(film).size).toBeGreaterThan(1000)
  })

  it('export the tracks that the model keeps', async () => {
    const { page } = app
    await page.keyboard.press('2')
    await page.locator('.export-target', { hasText: /\d+ of \d+ tracks/ }).waitFor()
    const kept = /(\d+) of (\d+) tracks/.exec(await page.locator('.export-target').innerText())!
    expect(Number(kept[1])).toBeGreaterThan(0)
    expect(Number(kept[1])).toBeLessThan(Number(kept[2]))
    await page.keyboard.press('Control+Enter')
    await eventually(() => page.locator('.written .artifact-path').count()).toBe(2)
  })

  it('refuse to write over a file that is there, and say what to do', async () => {
    const { page } = app
    await page.keyboard.press('1')
    const film = await written('.mp4')
    const before = fs.statSync(film).mtimeMs
    await page.getByLabel(/^Where/).focus()
    await page.keyboard.type(film)
    await page.keyboard.press('Control+Enter')
    await page.locator('.exportv [role="alert"]').waitFor()
    expect(fs.statSync(film).mtimeMs).toBe(before)
  })
})

describe('keys of one’s own', () => {
  it('are set by pressing them, refused where they are taken, and act at once', async () => {
    const { page } = app
    await run('library')
    await page.locator('#track-list').waitFor()
    await run('settings')
    const dialog = page.getByRole('dialog', { name: 'Settings' })
    await dialog.waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const button = dialog.getByRole('button', { name: /Change the keys of Grid or rows/ })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('1')
    await dialog.getByText('1 already means “Label as persistent”').waitFor()
    await page.keyboard.press('v')
    await dialog.getByRole('button', { name: /Grid or rows, now V/ }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await page.keyboard.press('v')
    await page.getByRole('grid', { name: 'Tracks' }).waitFor()
    await page.keyboard.press('g')
    expect(await page.getByRole('grid', { name: 'Tracks' }).isVisible()).toBe(true)
  })

  it('stand in the sheet of all keys', async () => {
    const { page } = app
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keys in Library' })
    const row = sheet.locator('.key-row', { hasText: 'Grid or rows' })
    expect(await row.locator('kbd').allInnerTexts()).toEqual(['V'])
    await page.keyboard.press('Escape')
  })
})

describe('the focus', () => {
  it('stays in a dialog and goes back to where it was', async () => {
    const { page } = app
    await page.locator('#track-list').focus()
    await page.keyboard.press('Control+i')
    const dialog = page.getByRole('dialog', { name: 'Import tracks' })
    await dialog.waitFor()
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab')
      const outside = await page.evaluate(() => {
        const now = document.activeElement
        return now !== document.body && now?.closest('dialog') === null
      })
      expect(outside).toBe(false)
    }
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('track-list')
  })
})
