/** `--where` conditions: `label=noise`, `prediction=persistent,brief`, `score>=0.4`, `boxes<=3`, `source=NAME`, `disagreement`. */
import type { Source } from '../../../../shared/contract/catalogue.ts'
import { TrackFilter, type TrackRow } from '../../../../shared/contract/tracks.ts'
import type { Video } from '../../../../shared/contract/videos.ts'
import { UsageError } from './errors.ts'

/** What the engine filters, and what is left to test row by row. */
export interface Conditions {
  filter: TrackFilter
  tests: ((row: TrackRow) => boolean)[]
}

export interface Named {
  sources: readonly Source[]
  videos: readonly Video[]
}

const words = { label: 'labels', prediction: 'predictions', kind: 'clipKinds', split: 'splits' } as const
const numbers = [
  'score',
  'uncertainty',
  'loss',
  'boxes',
  'gaps',
  'first',
  'last',
  'number',
  'detector',
  'width',
  'height',
  'id',
] as const
type NumberField = (typeof numbers)[number]

const known =
  `Known are ${Object.keys(words).join(', ')}, source, video, search with =, disagreement, ` +
  `and ${numbers.join(', ')} with =, <, <=, > or >=.`

const compare: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function idsOf(
  kind: string,
  values: readonly string[],
  all: readonly { id: number; name: string }[],
): number[] {
  return values.flatMap((value) => {
    const found = all.filter(({ id, name }) => name === value || String(id) === value)
    if (found.length === 0)
      throw new UsageError(
        `there is no ${kind} “${value}”. There are: ${all
          .slice(0, 10)
          .map(({ name }) => name)
          .join(', ')}`,
      )
    return found.map(({ id }) => id)
  })
}

function addWords(filter: TrackFilter, field: keyof typeof words, values: readonly string[]): void {
  const key = words[field]
  const parsed = TrackFilter.shape[key].safeParse(values)
  if (!parsed.success) throw new UsageError(`${field}=${values.join(',')} names no ${field}`)
  Object.assign(filter, { [key]: parsed.data })
}

function numberTest(field: NumberField, operator: string, text: string): (row: TrackRow) => boolean {
  const value = Number(text)
  if (text === '' || !Number.isFinite(value))
    throw new UsageError(`${field}${operator}${text}: “${text}” is not a number`)
  const holds = compare[operator]!
  return (row) => {
    const found = row[field]
    return found !== null && holds(found, value)
  }
}

/** Throws UsageError for what it does not know. */
export function parseWhere(texts: readonly string[], { sources, videos }: Named): Conditions {
  const filter: TrackFilter = {}
  const tests: Conditions['tests'] = []
  for (const text of texts) {
    if (text.trim() === 'disagreement') {
      filter.disagreement = true
      continue
    }
    const [, field = '', operator = '', value = ''] = /^\s*(\w+)\s*(<=|>=|=|<|>)\s*(.*?)\s*$/.exec(text) ?? []
    const values = value.split(',').map((part) => part.trim())
    if (field in words && operator === '=') addWords(filter, field as keyof typeof words, values)
    else if (field === 'source' && operator === '=') filter.sources = idsOf('source', [value], sources)
    else if (field === 'video' && operator === '=') filter.videos = idsOf('video', [value], videos)
    else if (field === 'search' && operator === '=') filter.search = value
    else if (numbers.includes(field as NumberField))
      tests.push(numberTest(field as NumberField, operator, value))
    else throw new UsageError(`--where “${text}” is not understood. ${known}`)
  }
  return { filter, tests }
}
