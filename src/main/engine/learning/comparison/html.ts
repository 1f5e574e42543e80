/** Text for a page: escaped where it comes from outside, numbers as people read them. */
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign]!)

export const three = (value: number): string => value.toFixed(3)

export const megabytes = (bytes: number | null): string =>
  bytes === null ? '–' : `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MB`

export const milliseconds = (value: number | null): string =>
  value === null ? '–' : value < 1 ? value.toFixed(3) : value < 100 ? value.toFixed(1) : value.toFixed(0)

export const seconds = (value: number | null): string =>
  value === null ? '–' : value < 100 ? value.toFixed(1) : value.toFixed(0)
