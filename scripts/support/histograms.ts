/** Distributions side by side as a small picture (SVG): bars for real tracks, a line for generated ones. */

export interface Panel {
  title: string
  /** Borders of the bins, rising: one more than there are bins. Values beyond them count to the outer bins. */
  borders: number[]
  /** [real tracks, false tracks], each of both kinds. */
  pairs: { name: string; real: readonly number[]; generated: readonly number[] }[]
}

const [wide, high, gap, top] = [230, 90, 22, 34]
const colours = ['#2f7d4f', '#b4552d']

export function histograms(panels: readonly Panel[], about: string): string {
  const rows = panels.map((panel, row) =>
    panel.pairs.map((pair, column) => place(panel, pair, row, column)).join('\n'),
  )
  const width = gap + 2 * (wide + gap)
  const height = top + panels.length * (high + 2 * gap)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="10">
<title>${about}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${gap}" y="16">Bars: real sequences. Line: generated. Share of the tracks.</text>
${rows.join('\n')}
</svg>
`
}

function place({ title, borders }: Panel, pair: Panel['pairs'][number], row: number, column: number): string {
  const [real, generated] = [shares(pair.real, borders), shares(pair.generated, borders)]
  const most = Math.max(...real, ...generated, 1e-9)
  const step = wide / real.length
  const y = (share: number) => round(high - (share / most) * high)
  const bars = real.map(
    (share, i) =>
      `<rect x="${round(i * step)}" y="${y(share)}" width="${round(step - 1)}" height="${round((share / most) * high)}" fill="${colours[column]}" opacity=".35"/>`,
  )
  const line = generated.map(
    (share, i) => `${round(i * step)},${y(share)} ${round((i + 1) * step)},${y(share)}`,
  )
  return `<g transform="translate(${gap + column * (wide + gap)} ${top + row * (high + 2 * gap) + 8})">
${bars.join('')}
<polyline points="${line.join(' ')}" fill="none" stroke="${colours[column]}" stroke-width="1.5"/>
<line x2="${wide}" y1="${high}" y2="${high}" stroke="#888"/>
<text y="-3">${pair.name}: ${title}</text>
<text y="${high + 11}" fill="#666">${borders[0]}</text><text x="${wide}" y="${high + 11}" text-anchor="end" fill="#666">${borders.at(-1)}</text>
</g>`
}

function shares(values: readonly number[], borders: readonly number[]): number[] {
  const counts = new Array<number>(borders.length - 1).fill(0)
  for (const value of values) {
    const above = borders.findIndex((border) => value < border)
    counts[above === -1 ? counts.length - 1 : Math.max(0, above - 1)]! += 1
  }
  return counts.map((count) => count / Math.max(1, values.length))
}

const round = (value: number): number => Math.round(value * 10) / 10
