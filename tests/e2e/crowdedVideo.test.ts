/** One film that holds a hundred thousand tracks: Review works in it as in any other. */
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { type App, openApp } from '../support/app.ts'
import { addSource, aTrack, aVideo, detectionsOf, holder, temporaryFolder } from '../support/catalogue.ts'
import { eventually } from '../support/eventually.ts'
import { openView, trackOpen } from '../support/reviewPage.ts'

let home: ReturnType<typeof temporaryFolder>
let app: App

const many = 100_000
const frames = 5000

beforeAll(async () => {
  home = temporaryFolder()
  const folder = path.join(home.folder, 'crowded.tracksieve')
  const catalogue = createCatalogue(folder, holder)
  const source = addSource(catalogue)
  const video = catalogue.videos.add(aVideo(source, { name: 'crowded', frames }))
  for (let first = 0; first < many; first += 5000) {
    const tracks = Array.from({ length: 5000 }, (_, i) =>
      aTrack(video, source, first + i + 1, { detections: detectionsOf(6, (first + i) % (frames - 6)) }),
    )
    catalogue.tracks.addMany(tracks, 'someone', 'import')
  }
  catalogue.close()
  app = await openApp('chromium', { home: home.folder, catalogue: folder })
  await openView(app.page, 'Review')
  await trackOpen(app.page, 1)
})
afterAll(async () => {
  await app?.close()
  home.remove()
})

describe('a crowded film in Review', () => {
  it('shows the longest tracks of the window and says how many there are', async () => {
    const { page } = app
    const lanes = page.getByRole('listbox', { name: 'Tracks of this video over time' })
    await eventually(() => lanes.getByRole('option').count()).toBeGreaterThan(5)
    expect(await lanes.getByRole('option').count()).toBeLessThan(1000)
    await page.locator('.rv-band', { hasText: /\d+ more/ }).waitFor()
    expect(await lanes.getByRole('option', { selected: true }).getAttribute('aria-label')).toMatch(
      /^Track 1,/,
    )
    await page.getByRole('img', { name: /^Tracks over the video, at most \d\d\d? at once/ }).waitFor()
  })

  it('takes verdicts and goes on, with the labels shown on the boxes of the frame', async () => {
    const { page } = app
    await page.keyboard.press('3')
    await trackOpen(page, 2)
    await page.keyboard.press('1')
    await trackOpen(page, 3)
    await eventually(() =>
      page
        .getByRole('listbox', { name: 'Tracks of this video over time' })
        .getByRole('option', { name: /label noise/ })
        .count(),
    ).toBe(1)
  })
})
