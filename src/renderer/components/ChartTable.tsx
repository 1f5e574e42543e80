/** A chart's numbers: a row for every x that any line has. */
import type { ChartSeries } from './chartParts.ts'
import { type Axis, formatTick } from './chartScale.ts'

interface ChartTableProps {
  title: string
  x: Axis
  y: Axis
  series: ChartSeries[]
}

/** Beyond this many rows evenly spread ones are shown. */
const mostRows = 200

export function ChartTable({ title, x, y, series }: ChartTableProps) {
  const all = [...new Set(series.flatMap((one) => one.points.map((point) => point[0])))].sort((a, b) => a - b)
  const every = Math.ceil(all.length / mostRows)
  const rows = all.filter((_, index) => index % every === 0)
  const values = series.map((one) => new Map(one.points.map(([px, py]) => [px, py])))
  const show = (value: number | undefined): string =>
    value === undefined ? '–' : y.format ? y.format(value) : String(Number(value.toPrecision(4)))
  return (
    // A scrolling region has to be reachable by key.
    <div className="chart-table" tabIndex={0} role="region" aria-label={`${title}, table`}>
      <table className="t24">
        <thead>
          <tr>
            <th scope="col">{x.title}</th>
            {series.map((one) => (
              <th key={one.id} scope="col" className="r">
                {one.name || one.id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{formatTick(x, row)}</th>
              {values.map((points, index) => (
                <td key={series[index]?.id} className="r">
                  {show(points.get(row))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
