/** What tests see and do in the window's views; by roles and words, as a person finds them. */
import type { Page } from 'playwright'

export const openView = async (
  page: Page,
  view: 'Library' | 'Review' | 'Train' | 'Evaluate' | 'Export',
): Promise<void> => {
  await page.getByRole('navigation', { name: 'Views' }).getByText(view, { exact: true }).click()
}

/** "41 of 312" as [41, 312]. */
export async function placeInQueue(page: Page): Promise<[number, number]> {
  const text = await page.locator('.rv-position b').innerText()
  const [place = '', total = ''] = text.split(' of ')
  const number = (word: string): number => Number(word.replaceAll(',', ''))
  return [number(place), number(total)]
}

/** Waits until the track at this place of the queue is open and its picture drawn. */
export async function trackOpen(page: Page, place: number): Promise<void> {
  await page.locator('.rv-position b', { hasText: new RegExp(`^${place} of `) }).waitFor()
  await page.locator('.rv-frame canvas[data-frame]').waitFor()
}

export const row = (page: Page, place: number) => page.locator(`#queue-${place - 1}`)

/** The label of a row of the queue in words: "label noise", "no label". */
export const labelOf = async (page: Page, place: number): Promise<string | null> =>
  row(page, place).getByRole('img').first().getAttribute('aria-label')

export const status = (page: Page) => page.getByRole('status')
