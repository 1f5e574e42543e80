/** Lines over one x axis: the run in hand strong, baselines dashed, each named where it ends; and the same as a table. */
import { Table2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from './Button.tsx'
import { ChartPlot } from './ChartPlot.tsx'
import { ChartTable } from './ChartTable.tsx'
import type { ChartProps } from './chartParts.ts'
import './Chart.css'

export function Chart(props: ChartProps) {
  const [asTable, setAsTable] = useState(false)
  const nothing = props.series.every((series) => series.points.length === 0)
  return (
    <section className={`chart ${props.className ?? ''}`} aria-label={props.title}>
      <div className="sh">
        <h2>{props.title}</h2>
        <span className="chart-value">{props.value}</span>
        <span className="sp" />
        {props.tools}
        <Button
          variant="quiet"
          icon={Table2}
          label={`${props.title} as a table`}
          pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        />
      </div>
      {nothing ? (
        <p className="chart-empty">{props.empty ?? 'Nothing to draw yet.'}</p>
      ) : asTable ? (
        <ChartTable x={props.x} y={props.y} series={props.series} title={props.title} />
      ) : (
        <ChartPlot {...props} />
      )}
    </section>
  )
}
