/** A report of label efficiency as a chart and a table. */
import type { EfficiencyReport, LabelOrder } from '../../../shared/contract/learning.ts'
import type { ChartLook, ChartSeries } from '../../components/chartParts.ts'
import { shortNames, three } from './figures.ts'

type Line = EfficiencyReport['lines'][number]

/** Beside a chart and over a column there is room for two words. */
const secondLines: Record<string, string> = { fresh: 'fresh weights', chosen: 'asked for' }

const nameOf = ({ id, name }: Line): string => secondLines[id] ?? shortNames[id] ?? name.toLowerCase()
function lookOf({ id }: Line): ChartLook {
  if (id === 'fresh') return 'other-run'
  return id === 'chosen' ? 'live' : id
}

export const labelLines = ({ lines }: Pick<EfficiencyReport, 'lines'>): ChartSeries[] =>
  lines.map((line) => ({
    id: line.id,
    name: nameOf(line),
    look: lookOf(line),
    dots: line.id === 'model',
    points: line.points.flatMap(({ labels, spread }): [number, number][] =>
      spread.auroc ? [[Math.log2(labels), spread.auroc.mean]] : [],
    ),
  }))

/** Labels on a logarithm, because each doubling counts about alike. */
export function axisOf(report: Pick<EfficiencyReport, 'lines' | 'sizes'>) {
  const { sizes } = report
  const values = labelLines(report).flatMap(({ points }) => points.map(([, y]) => y))
  const low = Math.floor(Math.min(0.9, ...values) * 10) / 10
  return {
    x: {
      title: 'labels that train',
      min: Math.log2(sizes[0] ?? 1),
      max: Math.log2(Math.max(sizes.at(-1) ?? 2, (sizes[0] ?? 1) * 2)),
      ticks: sizes.filter((size, i) => i === sizes.length - 1 || size * 1.4 < sizes.at(-1)!).map(Math.log2),
      format: (x: number) => Math.round(2 ** x).toLocaleString('en'),
    },
    y: { title: 'AUROC', min: low, max: 1 },
  }
}

/** AUROC with its spread. */
export function spreadTable({ lines, sizes }: Pick<EfficiencyReport, 'lines' | 'sizes'>) {
  return {
    heads: lines.map(nameOf),
    rows: sizes.map((labels) => ({
      labels,
      cells: lines.map(({ points }) => {
        const spread = points.find((point) => point.labels === labels)?.spread.auroc
        if (!spread) return { text: '–', spread: '' }
        const deviation = spread.deviation === null ? '' : `± ${three(spread.deviation)}`
        return { text: three(spread.mean), spread: deviation }
      }),
    })),
  }
}

const orderWords: Record<LabelOrder, string> = {
  videos: 'Labels come video after video.',
  uncertainty: 'Labels are single tracks, drawn at random or asked for by the model so far.',
}

/** What it was measured with, and what stays the same at all sizes. */
export function reportWords({ recipe, seeds, order, validation, at }: EfficiencyReport): string {
  const when = new Date(at).toLocaleDateString('en', { day: 'numeric', month: 'short' })
  return `Preset ${recipe.preset}, ${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}, ${when}. ${orderWords[order]} ${validation.labels} more labels validate at every size.`
}
