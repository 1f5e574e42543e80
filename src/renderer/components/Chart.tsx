/** Lines over one x axis: the run in hand strong, baselines dashed, each named where it ends; and the same as a table. */
import { Table2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { ChartPlot } from './ChartPlot.tsx'
import { ChartTable } from './ChartTable.tsx'
import type { Axis } from './chartScale.ts'
import './Chart.css'

/** How a line is drawn: one look has one meaning in the whole window. */
export type ChartLook =
  | 'model'
  | 'other-run'
  | 'train'
  | 'validation'
  | 'duration'
  | 'mean-score'
  | 'logistic'
  | 'bright-pixels'
  | 'ideal'

export interface ChartSeries {
  id: string
  name: string
  look: ChartLook
  /** x must rise, or fall, all along. */
  points: readonly (readonly [number, number])[]
  /** Draws a dot at each point. */
  dots?: boolean
  /** The name stands in the plot, over the line's right end; else beside it. */
  inside?: boolean
}

export interface ChartProps {
  title: string
  /** What the eye should find beside the title: the value now. */
  value?: ReactNode
  /** Beside the value: a legend, a choice. */
  tools?: ReactNode
  x: Axis
  y: Axis
  series: ChartSeries[]
  /** Dashed upright lines with a caption. */
  rules?: { x: number; text: string }[]
  /** Stands in place of the plot while there is nothing to draw. */
  empty?: string
  /** Draws on top, in pixels of the plot. */
  overlay?(place: {
    x(value: number): number
    y(value: number): number
    width: number
    height: number
  }): ReactNode
  className?: string
}

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
