/** Charts of a comparison's report as SVG: AUROC with its interval, and AUROC against time a track. */
import type { ComparisonReport } from '../../../../shared/contract/learning.ts'
import { escape, milliseconds, three } from './html.ts'

type Compared = Pick<ComparisonReport, 'recipes' | 'rules'>

const width = 640
const gutter = 206
const right = 70
const row = 24

/** Recipes as dots, rules as rings; the line is the interval. */
export function intervalChart({ recipes, rules }: Compared): string {
  const lines = [
    ...recipes.map(({ name, tracks }) => ({ name, ...tracks, rule: false })),
    ...rules
      .filter(({ unit }) => unit === 'track')
      .map(({ name, spread, intervals }) => ({ name, spread, intervals, rule: true })),
  ].flatMap(({ name, spread, intervals, rule }) =>
    spread.auroc ? [{ name, rule, value: spread.auroc.mean, ends: intervals.auroc ?? null }] : [],
  )
  const low = lowest(lines.flatMap(({ value, ends }) => ends ?? [value]))
  const x = (value: number) => gutter + ((value - low) / (1 - low)) * (width - gutter - right)
  const height = lines.length * row + 30
  const ticks = ticksFrom(low).map(
    (tick) =>
      `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${height - 22}"/><text x="${x(tick)}" y="${height - 6}" text-anchor="middle">${tick.toFixed(2)}</text>`,
  )
  const drawn = lines.map(({ name, rule, value, ends }, i) => {
    const y = i * row + row / 2
    const whisker = ends
      ? `<line class="whisker" x1="${x(ends[0])}" x2="${x(ends[1])}" y1="${y}" y2="${y}"/>`
      : ''
    return `<text x="${gutter - 10}" y="${y + 4}" text-anchor="end">${escape(shortened(name))}<title>${escape(name)}</title></text>${whisker}<circle class="${rule ? 'rule' : 'own'}" cx="${x(value)}" cy="${y}" r="4.5"/><text class="value" x="${width - right + 12}" y="${y + 4}">${three(value)}</text>`
  })
  return svg(height, 'AUROC per track with its 95 % interval', [...ticks, ...drawn])
}

/** Up is better, left is quicker. */
export function speedChart({ recipes }: Pick<Compared, 'recipes'>): string {
  const dots = recipes.flatMap(({ name, tracks, costs }) =>
    tracks.spread.auroc && costs.msATrack
      ? [{ name, y: tracks.spread.auroc.mean, ms: Math.max(0.001, costs.msATrack) }]
      : [],
  )
  if (dots.length === 0) return ''
  const [height, left, bottom] = [260, 60, 40]
  const low = lowest(dots.map(({ y }) => y))
  const from = Math.floor(Math.log10(Math.min(...dots.map(({ ms }) => ms))))
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...dots.map(({ ms }) => ms)))))
  const x = (ms: number) => left + ((Math.log10(ms) - from) / (to - from)) * (width - left - 110)
  const y = (value: number) => height - bottom - ((value - low) / (1 - low)) * (height - bottom - 14)
  const across = Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i)).map(
    (ms) =>
      `<line class="grid" x1="${x(ms)}" x2="${x(ms)}" y1="8" y2="${height - bottom}"/><text x="${x(ms)}" y="${height - bottom + 16}" text-anchor="middle">${ms >= 1 ? ms : String(Number(ms.toPrecision(1)))}</text>`,
  )
  const up = ticksFrom(low).map(
    (tick) =>
      `<line class="grid" x1="${left}" x2="${width - 110}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${left - 8}" y="${y(tick) + 4}" text-anchor="end">${tick.toFixed(2)}</text>`,
  )
  const points = apart(dots.map((dot) => ({ ...dot, px: x(dot.ms), py: y(dot.y) }))).map(
    ({ name, px, py, ms, label }) =>
      `<circle class="own" cx="${px}" cy="${py}" r="4.5"><title>${escape(name)}: ${milliseconds(ms)} ms</title></circle><text class="value" x="${px + 9}" y="${label + 4}">${escape(shortened(name))}</text>`,
  )
  const title = `<text x="${(left + width - 110) / 2}" y="${height - 6}" text-anchor="middle">ms a track</text>`
  return svg(height, 'AUROC against milliseconds a track', [...across, ...up, title, ...points])
}

/** Names one under the other where dots lie close. */
function apart<Dot extends { name: string; px: number; py: number }>(
  dots: readonly Dot[],
): (Dot & { label: number })[] {
  const placed: (Dot & { label: number })[] = []
  for (const dot of [...dots].sort((a, b) => a.py - b.py)) {
    let label = dot.py
    const hit = () => placed.find((one) => Math.abs(one.label - label) < 14 && overlaps(one, dot))
    for (let above = hit(); above; above = hit()) label = above.label + 14
    placed.push({ ...dot, label })
  }
  return placed
}

/** What the gutter has room for. */
const shortened = (name: string): string => (name.length > 34 ? `${name.slice(0, 33)}…` : name)

interface Named {
  name: string
  px: number
}

/** Letters of a name are some six wide, and a dot stands before it. */
const overlaps = (a: Named, b: Named): boolean => {
  const { name } = a.px < b.px ? a : b
  return Math.abs(a.px - b.px) < 20 + 6 * shortened(name).length
}

const lowest = (values: readonly number[]): number =>
  Math.min(0.9, Math.max(0, Math.floor(Math.min(...values) * 10) / 10))

function ticksFrom(low: number): number[] {
  const step = 1 - low > 0.35 ? 0.1 : 0.02
  const count = Math.round((1 - low) / step)
  return Array.from({ length: count + 1 }, (_, i) => low + i * step)
}

const svg = (height: number, label: string, parts: readonly string[]): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${parts.join('')}</svg>`
