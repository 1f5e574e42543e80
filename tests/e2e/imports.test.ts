/** An import in the window: taken back by its toast or its line in Jobs, and two sources that share a video. */
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { type App, openApp } from '../support/app.ts'
import { addSource, aTrack, aVideo, holder, temporaryFolder } from '../support/catalogue.ts'
import { eventually } from '../support/eventually.ts'
import { tracksListed } from '../support/libraryPage.ts'
import { openView, row, status, trackOpen } from '../support/reviewPage.ts'

let home: ReturnType<typeof temporaryFolder>
let app: App
let folder: string
beforeEach(() => {
  home = temporaryFolder()
  folder = path.join(home.folder, 'cam.tracksieve')
})
afterEach(async () => {
  await app.close()
  home.remove()
})

async function open(): Promise<Page> {
  app = await openApp('chromium', { home: home.folder, catalogue: folder })
  await app.page.getByRole('navigation', { name: 'Views' }).waitFor()
  return app.page
}

async function importWalk(page: Page): Promise<void> {
  fs.writeFileSync(path.join(home.folder, 'walk.txt'), '1,1,1,1,5,5,1\n1,2,9,9,5,5,1\n2,3,1,1,5,5,1\n')
  await page.keyboard.press('Control+i')
  const dialog = page.getByRole('dialog', { name: 'Import tracks' })
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(home.folder)
  await page.keyboard.press('Enter')
  await dialog.getByRole('option', { name: /^walk/ }).click()
  await dialog.getByRole('button', { name: 'Import 3 tracks' }).click()
  await eventually(() => tracksListed(page)).toBe(3)
}

const toast = (page: Page) => page.locator('.toast')

it('is taken back by its toast or by Ctrl+Z, and never once a track was labelled', async () => {
  createCatalogue(folder, holder).close()
  const page = await open()
  await importWalk(page)
  await toast(page).filter({ hasText: 'Imported 3 tracks' }).getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('heading', { name: 'No tracks yet' }).waitFor()
  await status(page).filter({ hasText: 'Undone: import of walk, 3 tracks' }).waitFor()

  await importWalk(page)
  await page.keyboard.press('Control+z')
  await page.getByRole('heading', { name: 'No tracks yet' }).waitFor()

  await importWalk(page)
  await openView(page, 'Review')
  await trackOpen(page, 1)
  await page.keyboard.press('1')
  await status(page).filter({ hasText: 'Track 1: persistent. 2 left' }).waitFor()
  await page.keyboard.press('Control+j')
  const jobs = page.getByRole('dialog', { name: 'Jobs' })
  expect(await jobs.getByText('undone since').count()).toBe(2)
  await jobs.getByRole('button', { name: 'Undo' }).click()
  await status(page).filter({ hasText: '1 track of' }).filter({ hasText: 'labelled since' }).waitFor()
  await page.keyboard.press('Escape')
  await openView(page, 'Library')
  expect(await tracksListed(page)).toBe(3)
})

it('of a second tracker on one video: its tracks stand dimmed beside the one in hand, and can be left out', async () => {
  const catalogue = createCatalogue(folder, holder)
  const [one, two] = [addSource(catalogue, 'first'), addSource(catalogue, 'second')]
  const video = catalogue.videos.add(aVideo(one))
  catalogue.tracks.addMany([aTrack(video, one, 1), aTrack(video, one, 2)], 'x', 'import')
  catalogue.tracks.addMany([aTrack(video, two, 7)], 'x', 'import')
  catalogue.close()
  const page = await open()
  await openView(page, 'Review')
  await trackOpen(page, 1)
  const foreign = page.locator('.rv-lanes .lane.foreign')
  const boxes = page.getByRole('table').locator('.rv-id')
  await eventually(() => foreign.count()).toBe(1)
  await eventually(() => boxes.count()).toBe(3)
  expect(await foreign.getAttribute('aria-label')).toMatch(/^Track 7, .* of another source$/)

  await page.keyboard.press('v')

  await eventually(() => boxes.count()).toBe(2)
  expect(await foreign.count()).toBe(0)
  await page.getByRole('button', { name: 'Other sources' }).click()
  await row(page, 3).click()
  await eventually(() => foreign.count()).toBe(2)
})
