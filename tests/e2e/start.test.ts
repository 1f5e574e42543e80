/** The first minute: sample clips by one key, own tracks through the window's file picker, catalogues of before. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, openApp } from '../support/app.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { eventually } from '../support/eventually.ts'
import { tracksListed } from '../support/libraryPage.ts'
import { vtestFilm, vtestTracks } from '../support/realData.ts'
import { placeInQueue, status, trackOpen } from '../support/reviewPage.ts'

const dialogOf = (app: App, name: string) => app.page.getByRole('dialog', { name })

describe.each(['chromium', 'electron'] as const)('Start in %s', (kind) => {
  let home: ReturnType<typeof temporaryFolder>
  let app: App
  beforeAll(async () => {
    home = temporaryFolder()
    app = await openApp(kind, { home: home.folder })
    await app.page.getByRole('heading', { name: 'Recent catalogues' }).waitFor()
  })
  afterAll(async () => {
    await app?.close()
    home.remove()
  })

  it('says what it is for and that nothing was opened yet', async () => {
    expect(await app.page.getByText('No catalogue open').isVisible()).toBe(true)
    expect(await app.page.getByText('None yet.').isVisible()).toBe(true)
  })

  it('makes 200 sample clips by one key and shows the first of them in Review', async () => {
    const { page } = app
    await page.keyboard.press('1')
    await trackOpen(page, 1)
    const [, total] = await placeInQueue(page)
    expect(total).toBeGreaterThanOrEqual(200)
    expect(page.url()).toContain('#/review')
  })

  it('lists the catalogue from then on, and opens it by its row', async () => {
    const { page } = app
    await page.getByRole('button', { name: /^Catalogue/ }).click()
    await page.getByRole('menuitem', { name: 'Close' }).click()
    await page.getByText('No catalogue open').waitFor()
    await page.getByRole('button', { name: 'Sample clips', exact: true }).click()
    await page.getByRole('navigation', { name: 'Views' }).waitFor()
    await eventually(() => status(page).innerText()).toContain('Opened Sample clips')
  })
})

describe('tracks of one’s own', () => {
  let home: ReturnType<typeof temporaryFolder>
  let app: App
  beforeAll(async () => {
    home = temporaryFolder()
    fs.mkdirSync(path.join(home.folder, 'yard'))
    app = await openApp('chromium', { home: home.folder })
    await app.page.getByRole('heading', { name: 'Recent catalogues' }).waitFor()
  })
  afterAll(async () => {
    await app?.close()
    home.remove()
  })

  /** Opens Import by its key and goes to the folder by typing its path. */
  async function openImport(folder: string): Promise<void> {
    const { page } = app
    await page.keyboard.press('Control+i')
    const dialog = dialogOf(app, 'Import tracks')
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder)
    await page.keyboard.press('Enter')
    await dialog.getByRole('option').first().waitFor()
  }

  it('that are damaged are refused with the reason, and nothing is made', async () => {
    const { page } = app
    const bad = path.join(home.folder, 'yard', 'bad.txt')
    fs.writeFileSync(bad, '1,1,10,10,5,5,0.9\n2,1,11,10,nan,5,0.9\n')
    await openImport(path.join(home.folder, 'yard'))
    const dialog = dialogOf(app, 'Import tracks')
    await dialog.getByRole('option', { name: 'bad.txt' }).click()
    await dialog.locator('.note2').waitFor()
    expect(await dialog.locator('.note2').innerText()).toMatch(/2/)
    // It can be reached and says why not; a press changes nothing.
    const importing = dialog.getByRole('button', { name: 'Import', exact: true })
    expect(await importing.getAttribute('aria-disabled')).toBe('true')
    await importing.focus()
    await page.keyboard.press('Enter')
    expect(await dialog.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(fs.readdirSync(path.join(home.folder, 'yard'))).toEqual(['bad.txt'])
  })

  it('are imported without their bad rows when asked for', async () => {
    const { page } = app
    await openImport(path.join(home.folder, 'yard'))
    const dialog = dialogOf(app, 'Import tracks')
    await dialog.getByRole('option', { name: 'bad.txt' }).click()
    await dialog.getByText("Leave out rows that can't be read").click()
    await dialog.getByRole('button', { name: 'Import 1 track' }).click()
    await eventually(() => tracksListed(page)).toBe(1)
    expect(fs.existsSync(path.join(home.folder, 'yard', 'bad.tracksieve'))).toBe(true)
  })

  it.skipIf(vtestFilm() === null)('come with their film and are shown with pictures', async () => {
    const { page } = app
    const folder = path.join(home.folder, 'street')
    fs.mkdirSync(folder)
    fs.symlinkSync(vtestFilm()!, path.join(folder, 'street.avi'))
    fs.copyFileSync(vtestTracks, path.join(folder, 'street.txt'))
    await openImport(folder)
    const dialog = dialogOf(app, 'Import tracks')
    await dialog.getByRole('option', { name: 'street.avi' }).click()
    await dialog.getByRole('option', { name: 'street.txt' }).click()
    await dialog.getByText('768×576 px').waitFor()
    await dialog.getByRole('button', { name: 'Import 499 tracks' }).click()
    await page.getByRole('button', { name: /New tracks/ }).click()
    await eventually(() => tracksListed(page)).toBe(500)
    const strip = page.locator('.card-im img').nth(1)
    await eventually(() => strip.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  })
})
