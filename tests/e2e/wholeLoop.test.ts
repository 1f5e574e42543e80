/** The whole loop as a person goes it, in both windows and with either kind of engine, killed where it hurts. */
import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, type AppKind, appKinds, openApp } from '../support/app.ts'
import { temporaryFolder } from '../support/catalogue.ts'
import { eventually } from '../support/eventually.ts'
import { engineBelow } from '../support/processes.ts'
import { labelOf, openView, row, status, trackOpen } from '../support/reviewPage.ts'
import { utilityEngine } from '../support/utilityEngine.ts'

const startedAgain = 'The engine stopped and was started again.'

const ways: [name: string, kind: AppKind, environment?: () => NodeJS.ProcessEnv][] = [
  ...appKinds.map((kind): [string, AppKind] => [kind, kind]),
  ['electron, the engine its utility process', 'electron', utilityEngine],
]

describe.each(ways)('the whole loop in %s', (_name, kind, environment) => {
  let home: ReturnType<typeof temporaryFolder>
  let app: App
  beforeAll(async () => {
    home = temporaryFolder()
    app = await openApp(kind, { home: home.folder, environment: environment?.() })
  })
  afterAll(async () => {
    await app?.close()
    home.remove()
  })

  it('begins with sample clips and the first verdict', async () => {
    const { page } = app
    await page.getByRole('button', { name: /Try it with sample clips/ }).click()
    await trackOpen(page, 1)
    await page.keyboard.press('3')
    await trackOpen(page, 2)
    await eventually(() => labelOf(page, 1)).toBe('label noise')
  })

  it('keeps the verdict when the engine is killed, and goes on', async () => {
    const { page, pid } = app
    // The row shows a label before it is stored; the history only once it is.
    await page.getByRole('list', { name: 'Labels of today' }).getByText('noise').first().waitFor()
    process.kill(engineBelow(pid), 'SIGKILL')
    await page.getByText(startedAgain).waitFor()
    await eventually(() => labelOf(page, 1)).toBe('label noise')
    await page.keyboard.press('1')
    await trackOpen(page, 3)
    await eventually(() => labelOf(page, 2)).toBe('label persistent')
  })

  it('resumes a training whose engine was killed in the middle, to its end', async () => {
    const { page, pid } = app
    await openView(page, 'Train')
    await page.getByText(/\d+ labels\./).waitFor()
    await page.keyboard.press('t')
    await page
      .locator('.tr-now')
      .getByText(/epoch [1-9]\d* of/)
      .waitFor({ timeout: 60_000 })
    process.kill(engineBelow(pid), 'SIGKILL')
    await page.getByText(startedAgain).first().waitFor()
    const run = page.getByRole('row', { name: /run 1/ })
    await run.getByText('interrupted').waitFor()
    await run.getByRole('button', { name: /Resume/ }).click()
    await page.locator('.tr-now').getByText('Done').waitFor({ timeout: 110_000 })
  })

  it('shows scores in Review and Library, and the figures beside the baselines, without a reload', async () => {
    const { page } = app
    await openView(page, 'Review')
    await row(page, 1)
      .getByRole('img', { name: /^predicted/ })
      .waitFor()
    await openView(page, 'Library')
    await page
      .getByRole('option', { name: /, predicted (persistent|brief|noise) [01]\.\d\d/ })
      .first()
      .waitFor()
    await openView(page, 'Evaluate')
    await eventually(() => status(page).innerText()).toMatch(/keeps \d+ of \d+ real tracks/)
    await eventually(() => page.locator('main').innerText()).toMatch(/duration: [01]\.\d{3}/)
  })

  it('exports a film, and the tracks that are kept', async () => {
    const { page } = app
    await openView(page, 'Export')
    await page.locator('.export-target', { hasText: '25 frames' }).waitFor()
    await page.keyboard.press('Control+Enter')
    const film = page.locator('.written .artifact-path', { hasText: '.mp4' }).first()
    await film.waitFor({ timeout: 60_000 })
    expect(fs.statSync(await film.innerText()).size).toBeGreaterThan(1000)
    await page.keyboard.press('2')
    await page.locator('.export-target', { hasText: /\d+ of \d+ tracks/ }).waitFor()
    await page.keyboard.press('Control+Enter')
    await eventually(() => page.locator('.written .artifact-path').count()).toBe(2)
  })
})
