/** Numbers, sizes and times as the window writes them. */
const whole = new Intl.NumberFormat('en')

export const count = (value: number): string => whole.format(value)
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** A probability or score with two digits; – = none. */
export const score = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toFixed(2)

export const percent = (share: number): string => `${Math.round(share * 100)} %`

/** 1.1 MB, in powers of 1000. */
export function bytes(value: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let rest = value
  let unit = 0
  while (rest >= 1000 && unit < units.length - 1) {
    rest /= 1000
    unit += 1
  }
  return `${unit === 0 ? rest : rest >= 100 ? Math.round(rest) : rest.toFixed(1)} ${units[unit]}`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** 14:32:08, local. */
export function clock(at: number, seconds = true): string {
  const time = new Date(at)
  return [time.getHours(), time.getMinutes(), ...(seconds ? [time.getSeconds()] : [])].map(two).join(':')
}

/** today, 14:02 · yesterday · 21 Nov · 21 Nov 2024. */
export function day(at: number, now = Date.now()): string {
  const then = new Date(at)
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  if (at >= midnight) return `today, ${clock(at, false)}`
  if (at >= midnight - 86_400_000) return 'yesterday'
  const sameYear = then.getFullYear() === new Date(now).getFullYear()
  return then.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
}

/** 0:02, 14:20, 1:02:03. */
export function duration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds))
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor((total % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`
}
