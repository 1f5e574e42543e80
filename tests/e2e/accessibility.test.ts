/** Every view and dialog under WCAG 2.2 AA, in both themes and at 200 %; the policy of the page is never broken. */
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, openApp, viewport } from '../support/app.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { card, violations } from '../support/libraryPage.ts'

let home: ReturnType<typeof temporaryFolder>
let app: App
const complaints: string[] = []

beforeAll(async () => {
  home = temporaryFolder()
  app = await openApp('chromium', { home: home.folder, sample: true })
  app.page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  app.page.on('pageerror', (error) => complaints.push(error.message))
  await card(app.page, 0).waitFor({ timeout: 30_000 })
})
afterAll(async () => {
  await app?.close()
  home.remove()
})

const press = (page: Page, keys: string) => page.keyboard.press(keys)

const dialogs = [
  { name: /^Keys in/, keys: '?' },
  { name: 'Search or run a command', keys: 'Control+p' },
  { name: 'Settings', keys: 'Control+,' },
  { name: 'Jobs', keys: 'Control+j' },
  { name: 'Import tracks', keys: 'Control+i' },
  { name: 'Open a catalogue', keys: 'Control+o' },
]
const views = ['library', 'review', 'train', 'evaluate', 'export', 'start']

async function show(page: Page, view: string): Promise<void> {
  await page.evaluate((name) => {
    location.hash = `#/${name}`
  }, view)
  await page.locator('main .view, main .empty, main > :nth-child(2)').first().waitFor()
  // What a view asks first is answered.
  await page.waitForLoadState('networkidle')
}

describe.each(['dark', 'light'] as const)('in the %s theme', (theme) => {
  beforeAll(async () => {
    await show(app.page, 'library')
    await card(app.page, 0).waitFor()
    const now = await app.page.evaluate(() => document.documentElement.dataset.theme)
    if (now === theme) return
    await press(app.page, 'Control+p')
    await app.page.keyboard.type('dark and light')
    await press(app.page, 'Enter')
    await app.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
  })

  it.each(views)('%s has nothing that axe refuses', async (view) => {
    await show(app.page, view)
    expect(await violations(app.page)).toEqual([])
  })

  it.each(dialogs)('the dialog $name has nothing that axe refuses', async ({ name, keys }) => {
    await show(app.page, 'library')
    await card(app.page, 0).waitFor()
    await press(app.page, keys)
    await app.page.getByRole('dialog', { name }).waitFor()
    expect(await violations(app.page)).toEqual([])
    await press(app.page, 'Escape')
    await app.page.getByRole('dialog', { name }).waitFor({ state: 'detached' })
  })

  it('a selection and the rows have nothing that axe refuses', async () => {
    const { page } = app
    await press(page, 'Shift+ArrowRight')
    await page.getByRole('toolbar', { name: 'Selection' }).waitFor()
    expect(await violations(page)).toEqual([])
    await press(page, 'Escape')
    await press(page, 'g')
    await page.getByRole('grid', { name: 'Tracks' }).waitFor()
    expect(await violations(page)).toEqual([])
    await press(page, 'g')
  })
})

describe('at 200 %', () => {
  beforeAll(() => app.page.setViewportSize({ width: viewport.width / 2, height: viewport.height / 2 }))
  afterAll(() => app.page.setViewportSize(viewport))

  it.each(views)('%s is still all within reach', async (view) => {
    await show(app.page, view)
    expect(await violations(app.page)).toEqual([])
    const bars = await app.page.evaluate(() => {
      const inside = (element: Element): boolean => element.getBoundingClientRect().right <= innerWidth + 1
      return [...document.querySelectorAll('.top button, .top a')].every(
        (element) => getComputedStyle(element).display === 'none' || inside(element),
      )
    })
    expect(bars).toBe(true)
  })
})

describe('reduced motion', () => {
  it('leaves every thumbnail still', async () => {
    const { page } = app
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.reload()
    await show(page, 'library')
    await card(page, 0).hover()
    const moved = await page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const image = document.querySelector<HTMLImageElement>('#track-at-0 img')!
          const watch = new MutationObserver(() => resolve(true))
          watch.observe(image, { attributes: true, attributeFilter: ['style'] })
          setTimeout(() => resolve(false), 500)
        }),
    )
    expect(moved).toBe(false)
  })
})

it('nothing in all of this broke the page’s policy or threw', () => {
  expect(complaints).toEqual([])
})
