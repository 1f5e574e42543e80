/** Review on the real engine, in a real Chromium: look, judge, take back, lose the engine, go on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawFrame } from '../../src/main/engine/synthesis/draw.ts'
import { ClassicRecipe } from '../../src/shared/contract/clipRecipe.ts'
import { type App, openApp } from '../support/app.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { engineBelow } from '../support/processes.ts'
import { labelOf, openView, placeInQueue, row, status, trackOpen } from '../support/reviewPage.ts'

let home: ReturnType<typeof temporaryFolder>
let app: App

beforeAll(async () => {
  home = temporaryFolder()
  app = await openApp('chromium', { home: home.folder, sample: true })
  await app.page.getByText(/^\d+ tracks$/).waitFor()
  await openView(app.page, 'Review')
  await trackOpen(app.page, 1)
})
afterAll(async () => {
  await app.close()
  home.remove()
})

async function goTo(place: number): Promise<void> {
  const { page } = app
  const [now] = await placeInQueue(page)
  for (let step = now; step < place; step += 1) await page.keyboard.press('j')
  for (let step = now; step > place; step -= 1) await page.keyboard.press('k')
  await trackOpen(page, place)
}

const frameShown = async (): Promise<number> =>
  Number(await app.page.locator('.rv-frame canvas').getAttribute('data-frame'))

describe('a verdict', () => {
  it('is shown, told, stored, and goes on to the next track; the judged row stays, dimmed', async () => {
    const { page } = app
    const [, total] = await placeInQueue(page)

    await page.keyboard.press('3')

    await trackOpen(page, 2)
    await expect
      .poll(() => status(page).innerText())
      .toMatch(new RegExp(`^Track \\d+: noise\\. ${total - 1} left$`))
    expect(await labelOf(page, 1)).toBe('label noise')
    expect(await row(page, 1).getAttribute('class')).toContain('done')

    await page.reload()
    await trackOpen(page, 2)
    expect(await labelOf(page, 1)).toBe('label noise')
  })

  it('is undone by Ctrl+Z, which shows its track again, and done again by Ctrl+Shift+Z', async () => {
    const { page } = app
    await goTo(5)
    const before = await labelOf(page, 5)
    const other = before === 'label brief' ? '1' : '2'
    const given = other === '1' ? 'label persistent' : 'label brief'
    await page.keyboard.press(other)
    await trackOpen(page, 6)

    await page.keyboard.press('Control+z')
    await trackOpen(page, 5)
    await expect.poll(() => labelOf(page, 5)).toBe(before)

    await page.keyboard.press('Control+Shift+Z')
    await expect.poll(() => labelOf(page, 5)).toBe(given)
    await page.keyboard.press('Control+z')
    await expect.poll(() => labelOf(page, 5)).toBe(before)
  })

  it('stays with Shift, and is removed by 0', async () => {
    const { page } = app
    await goTo(8)
    await page.keyboard.press('Shift+U')
    await expect.poll(() => labelOf(page, 8)).toBe('label unsure')
    await page.keyboard.press('0')
    await expect.poll(() => labelOf(page, 8)).toBe('no label')
    expect((await placeInQueue(page))[0]).toBe(8)
  })

  it('never fires while someone types', async () => {
    const { page } = app
    const before = await labelOf(page, 8)
    await page.getByRole('spinbutton', { name: 'Frame' }).fill('3')
    await expect.poll(frameShown).toBe(3)
    expect(await labelOf(page, 8)).toBe(before)
    await page.getByRole('heading', { name: 'Queue' }).click()
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  })

  it('stands in the history of today, with Undo', async () => {
    const { page } = app
    const today = page.getByRole('list', { name: 'Labels of today' })
    await today.getByText('noise').first().waitFor()
    await page.keyboard.press('h')
    await page.getByRole('list', { name: 'Labels of this track' }).getByText('unsure').first().waitFor()
    await page.keyboard.press('h')
  })
})

describe('the queue', () => {
  it('shows at least 24 tracks beside the picture at 1280×800', async () => {
    const { page } = app
    await page.setViewportSize({ width: 1280, height: 800 })
    await expect
      .poll(() =>
        page.locator('.rv-row').evaluateAll((rows) => {
          const area = rows[0]!.closest('[role="grid"]')!.getBoundingClientRect()
          return rows.filter((one) => {
            const { top, bottom } = one.getBoundingClientRect()
            return top >= area.top && bottom <= area.bottom
          }).length
        }),
      )
      .toBeGreaterThanOrEqual(24)
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})

describe('the player', () => {
  it('steps by one and by five, to the first and the last frame of the track, and stops at the ends', async () => {
    const { page } = app
    await goTo(9)
    await page.keyboard.press('Home')
    const first = await frameShown()
    await page.keyboard.press('ArrowRight')
    await expect.poll(frameShown).toBe(first + 1)
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(frameShown).toBe(Math.min(24, first + 6))
    for (let i = 0; i < 8; i += 1) await page.keyboard.press('Shift+ArrowLeft')
    await expect.poll(frameShown).toBe(0)
  })

  it('plays and pauses with the space bar', async () => {
    const { page } = app
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: /^Pause/ }).waitFor()
    await expect.poll(frameShown).toBeGreaterThan(3)
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: /^Play/ }).waitFor()
  })

  it('shows exactly the frame that it names', async () => {
    const { page } = app
    await page.setViewportSize({ width: 1900, height: 1150 })
    await page.keyboard.press('b')
    await page.keyboard.press('t')
    const name = await page.getByRole('heading', { name: /^clip \d+$/ }).innerText()
    const recipe = ClassicRecipe.parse({ preset: 'quick', count: 200 })
    for (const key of ['Home', 'End', 'ArrowLeft']) {
      const before = key === 'ArrowLeft' ? await frameShown() : null
      await page.keyboard.press(key)
      if (before !== null) await expect.poll(frameShown).toBe(before - 1)
      const frame = await frameShown()
      const drawn = drawFrame(recipe, Number(name.slice(5)), frame)
      const shown = await page.locator('.rv-frame canvas').evaluate((canvas: HTMLCanvasElement) => {
        const scale = canvas.width / 128
        const pen = canvas.getContext('2d')!
        const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data
        return Array.from({ length: 128 * 128 }, (_, i) => {
          const x = Math.floor(((i % 128) + 0.5) * scale)
          const y = Math.floor((Math.floor(i / 128) + 0.5) * scale)
          const at = (y * canvas.width + x) * 4
          return [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!]
        }).flat()
      })
      const different = shown.filter((value, i) => value !== drawn[i]).length
      expect(different, `frame ${frame} of ${name}`).toBe(0)
      expect(key === 'ArrowLeft' || new Set(drawn).size > 2, 'there is something in the picture').toBe(true)
    }
    await page.keyboard.press('b')
    await page.keyboard.press('t')
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('has a text twin: the boxes of the frame as a table that shows a track when asked', async () => {
    const { page } = app
    await page.keyboard.press('Home')
    const number = /^Track (\d+)$/.exec(await page.locator('.rv-title h2').innerText())![1]!
    await page.getByRole('button', { name: `Track ${number}: show it` }).waitFor()
  })
})

describe('an engine that is killed in the middle', () => {
  it('is told, comes back, and the next verdict is stored', async () => {
    const { page, pid } = app
    await goTo(12)

    process.kill(engineBelow(pid), 'SIGKILL')
    await page.getByText('The engine stopped.', { exact: true }).waitFor()
    await page.keyboard.press('3')
    await page.getByText('The engine stopped and was started again.').waitFor()

    await trackOpen(page, 12)
    await page.keyboard.press('Shift+2')
    await expect.poll(() => status(page).innerText()).toMatch(/: brief\. \d+ left$/)
    await page.reload()
    await trackOpen(page, 12)
    expect(await labelOf(page, 12)).toBe('label brief')
  })
})
