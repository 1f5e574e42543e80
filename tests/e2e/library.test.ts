/** The Library on the real engine: filter, sort, select, label many, take it back; and a hundred thousand tracks. */
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { type App, openApp } from '../support/app.ts'
import { addSource, aTrack, aVideo, detectionsOf, holder, temporaryFolder } from '../support/catalogue.ts'
import { eventually } from '../support/eventually.ts'
import { card, countOf, filterBy, listed, tracksListed, wordsOf } from '../support/libraryPage.ts'
import { openView, status } from '../support/reviewPage.ts'

let home: ReturnType<typeof temporaryFolder>
let app: App

const many = 100_000
const inOneVideo = 1000

/** A hundred videos of a thousand tracks each, without pictures; tracks are numbered through. */
function fill(folder: string): void {
  const catalogue = createCatalogue(folder, holder)
  const source = addSource(catalogue)
  for (let first = 1; first <= many; first += inOneVideo) {
    const video = catalogue.videos.add(aVideo(source, { name: `video ${first}`, frames: 2000 }))
    const tracks = Array.from({ length: inOneVideo }, (_, i) =>
      aTrack(video, source, first + i, { detections: detectionsOf(5, i) }),
    )
    catalogue.tracks.addMany(tracks, 'someone', 'import')
  }
  catalogue.close()
}

beforeAll(async () => {
  home = temporaryFolder()
  fill(path.join(home.folder, 'many.tracksieve'))
  app = await openApp('chromium', { home: home.folder, catalogue: path.join(home.folder, 'many.tracksieve') })
  await card(app.page, 0).waitFor()
})
afterAll(async () => {
  await app?.close()
  home.remove()
})

describe('a list of a hundred thousand tracks', () => {
  it('draws only what is in view', async () => {
    const { page } = app
    expect(await tracksListed(page)).toBe(many)
    expect(await page.locator('.card').count()).toBeLessThan(120)
  })

  it('is gone through to the end and back by one key each', async () => {
    const { page } = app
    await page.keyboard.press('End')
    await eventually(() => wordsOf(page, many - 1)).toContain('Track 100000 of')
    await page.keyboard.press('Home')
    await eventually(() => wordsOf(page, 0)).toContain('Track 1 of')
  })

  it('is jumped into anywhere by the index at the right, by pointer and by keys', async () => {
    const { page } = app
    const scroller = page.getByRole('slider', { name: 'Position in the list' })
    const box = (await scroller.boundingBox())!
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await eventually(async () => Number(await scroller.getAttribute('aria-valuenow'))).toBeGreaterThan(45_000)
    await scroller.focus()
    await page.keyboard.press('Home')
    await eventually(() => scroller.getAttribute('aria-valuenow')).toBe('1')
  })

  it('opens at any position asked for', async () => {
    const { page } = app
    await page.keyboard.press('Control+g')
    await page.getByRole('spinbutton', { name: 'Position' }).fill('77777')
    await page.keyboard.press('Enter')
    await eventually(() => wordsOf(page, 77_776)).toContain('Track 77777 of')
  })

  it('is the same list as rows, at the same place', async () => {
    const { page } = app
    await page.keyboard.press('g')
    const grid = page.getByRole('grid', { name: 'Tracks' })
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(many))
    await page.getByRole('row', { name: /77777/ }).waitFor()
    expect(await grid.getByRole('row').count()).toBeLessThan(60)
    await page.keyboard.press('g')
    await card(page, 77_776).waitFor()
  })
})

describe('labels in the Library', () => {
  it('are given to a range at once, told with their number, and taken back as one', async () => {
    const { page } = app
    await page.keyboard.press('Home')
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+ArrowRight')
    await eventually(() => status(page).innerText()).toBe('5 of 100,000 selected')
    await page.keyboard.press('3')
    await page.locator('.toast', { hasText: '5 tracks: noise' }).waitFor()
    await eventually(() => wordsOf(page, 2)).toContain('noise')
    await eventually(() => countOf(page, 'Label', 'Noise')).toBe(5)

    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await eventually(() => wordsOf(page, 2)).toContain('no label')
    await eventually(() => countOf(page, 'Label', 'Noise')).toBe(0)
  })

  it('are given to all that fit by Ctrl+A', async () => {
    const { page } = app
    await page.keyboard.press('Control+a')
    await page.keyboard.press('2')
    await page.locator('.toast', { hasText: '100,000 tracks: brief' }).waitFor()
    await eventually(() => countOf(page, 'Label', 'Brief')).toBe(many)
    await page.keyboard.press('Control+z')
    await eventually(() => countOf(page, 'Label', 'No label')).toBe(many)
  })

  it('leave a row that no longer fits in its place, dimmed, until R', async () => {
    const { page } = app
    await filterBy(page, 'Label', 'No label').click()
    await page.getByRole('button', { name: 'Remove the filter no label' }).waitFor()
    await listed(page)
    await page.keyboard.press('Home')
    await page.locator('#track-list').focus()
    await page.keyboard.press('1')
    await eventually(() => wordsOf(page, 0)).toContain('persistent')
    await eventually(() => card(page, 0).getAttribute('class')).toContain('done')
    expect(await tracksListed(page)).toBe(many)
    expect(await wordsOf(page, 0)).toContain('Track 1 of')

    await page.keyboard.press('r')
    await eventually(() => tracksListed(page)).toBe(many - 1)
    await eventually(() => wordsOf(page, 0)).toContain('Track 2 of')
    await page.getByRole('button', { name: 'Remove the filter no label' }).click()
    await eventually(() => tracksListed(page)).toBe(many)
  })

  it('are not given by the same keys while someone types', async () => {
    const { page } = app
    const noise = await countOf(page, 'Label', 'Noise')
    await page.keyboard.press('/')
    await page.keyboard.type('333')
    expect(await page.getByRole('textbox', { name: 'Search tracks' }).inputValue()).toBe('333')
    await eventually(() => tracksListed(page)).toBeLessThan(many)
    await page.keyboard.press('Escape')
    await eventually(() => tracksListed(page)).toBe(many)
    expect(await countOf(page, 'Label', 'Noise')).toBe(noise)
  })
})

describe('the order', () => {
  it('is chosen in a menu by keys, from its beginning', async () => {
    const { page } = app
    await page.getByRole('button', { name: /^Order/ }).focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('menuitem', { name: 'Descending' }).click()
    await eventually(() => wordsOf(page, 0)).toContain('Track 100000 of')
  })

  it('is the order of Review, at the track in hand', async () => {
    const { page } = app
    await page.locator('#track-list').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.locator('.rv-position b', { hasText: '2 of 100,000' }).waitFor()
    await openView(page, 'Library')
    await eventually(() => wordsOf(page, 1)).toContain('Track 99999 of')
  })

  it('and the filters are there again after a reload', async () => {
    const { page } = app
    await page.reload()
    await eventually(() => wordsOf(page, 0)).toContain('Track 100000 of')
  })
})
