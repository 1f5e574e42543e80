/** What a chart is made of. */
import type { ReactNode } from 'react'
import type { Axis } from './chartScale.ts'

/** How a line is drawn: one look has one meaning in the whole window. */
export type ChartLook =
  | 'model'
  | 'live'
  | 'other-run'
  | 'train'
  | 'validation'
  | 'duration'
  | 'mean-score'
  | 'logistic'
  | 'logistic-track'
  | 'bright-pixels'
  | 'mean-of-all'
  | 'mean-of-track'
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
  /** Where their captions stand: where the lines are not. */
  captions?: 'top' | 'bottom'
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
