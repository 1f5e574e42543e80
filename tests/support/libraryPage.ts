/** What tests see and do in Library and in dialogs; by roles and words, as a person finds them. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright'

/** How many tracks the list holds, by its own heading. */
export async function tracksListed(page: Page): Promise<number> {
  const text = await page.locator('.tool h2').innerText()
  return Number(/^([\d,]+) tracks?$/.exec(text)?.[1]?.replaceAll(',', '') ?? Number.NaN)
}

export const card = (page: Page, position: number) => page.locator(`#track-at-${position}`)

/** Until the list is the one that the filter asks for. */
export const listed = (page: Page): Promise<void> => page.locator('#track-list[aria-busy=false]').waitFor()

/** What a card or row tells a screen reader. */
export const wordsOf = (page: Page, position: number): Promise<string> =>
  card(page, position).locator('.vh').first().innerText()

export const filterBy = (page: Page, facet: string, value: string) =>
  page.locator('.fac', { hasText: facet }).locator('label', { hasText: value })

/** The number beside a value of a facet. */
export async function countOf(page: Page, facet: string, value: string): Promise<number> {
  const row = page.locator('.fac', { hasText: facet }).locator('.frow', { hasText: value })
  return Number((await row.locator('.c').innerText()).replaceAll(',', ''))
}

/** Every rule of WCAG 2.0 to 2.2, A and AA, that axe can decide; one line for each violation. */
export async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  // A button that has just become active is judged as it will be, not halfway between two colours.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
  })
  const found = await new AxeBuilder({ page }).withTags(tags).analyze()
  await page.emulateMedia({ reducedMotion: null })
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}`))
}
