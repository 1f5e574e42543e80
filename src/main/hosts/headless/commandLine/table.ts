/** Text tables: columns as wide as their widest cell, numbers to the right. */

export type Cell = string | number | null

const show = (cell: Cell): string => (cell === null ? '–' : String(cell))

/** A share as people read it: three decimals; null = no figure. */
export const share = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toFixed(3)

export function formatTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [header, ...rows.map((row) => row.map(show))]
  const widths = header.map((_, column) => Math.max(...texts.map((row) => [...(row[column] ?? '')].length)))
  const right = header.map(
    (_, column) =>
      rows.length > 0 && rows.every((row) => /^[\d.,–%() −+-]+$/.test(show(row[column] ?? null))),
  )
  const lines = texts.map((row) =>
    row
      .map((text, column) => (right[column] ? text.padStart(widths[column]!) : text.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}

/** "noise 12, brief 3" */
export const formatCounts = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ')
