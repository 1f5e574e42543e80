/** The drawing of a chart, at the size that its place has. */
import { useEffect, useRef, useState } from 'react'
import type { ChartProps, ChartSeries } from './chartParts.ts'
import { formatTick, scaleOf, spreadLabels, ticksOf } from './chartScale.ts'

const top = 6
const bottom = 34
/** Pixels of a character of a caption, as wide as it gets. */
const character = 6

/** Room for the ticks on the left and for the names at the ends of the lines on the right. */
function margins({ y, series }: ChartProps, width: number): { left: number; right: number } {
  const ticks = ticksOf(y).map((tick) => formatTick(y, tick).length)
  const names = series.map((one) => (one.inside || one.points.length === 0 ? 0 : one.name.length))
  const left = 14 + character * Math.max(2, ...ticks)
  return { left, right: Math.min(width * 0.35, 16 + character * Math.max(0, ...names)) }
}

function usePlaceSize() {
  const place = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    const element = place.current
    if (!element) return
    const watch = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return { place, ...size }
}

export function ChartPlot(props: ChartProps) {
  const { place, width, height } = usePlaceSize()
  return (
    <div className="chart-plot" ref={place}>
      {width > 100 && height > top + bottom && <Drawing {...props} width={width} height={height} />}
    </div>
  )
}

function Drawing(props: ChartProps & { width: number; height: number }) {
  const { title, x, y, series, rules = [], captions = 'bottom', overlay, width, height } = props
  const { left, right } = margins(props, width)
  const plot = { width: width - left - right, height: height - top - bottom }
  const atX = scaleOf(x, 0, plot.width)
  const atY = scaleOf(y, plot.height, 0)
  const xTicks = ticksOf(x)
  const yTicks = ticksOf(y)
  return (
    // A drawing is one picture; with something to take hold of in it, it is a group.
    <svg
      width={width}
      height={height}
      role={overlay ? 'group' : 'img'}
      aria-label={`${title}. The same as a table: button above.`}
    >
      <g transform={`translate(${left} ${top})`}>
        <g className="chart-grid">
          {yTicks.map((tick) => (
            <line key={tick} x1={0} x2={plot.width} y1={atY(tick)} y2={atY(tick)} />
          ))}
        </g>
        {yTicks.map((tick) => (
          <text key={tick} className="chart-tick" x={-6} y={atY(tick) + 4} textAnchor="end">
            {formatTick(y, tick)}
          </text>
        ))}
        {xTicks.map((tick) => (
          <text key={tick} className="chart-tick" x={atX(tick)} y={plot.height + 14} textAnchor="middle">
            {formatTick(x, tick)}
          </text>
        ))}
        <text className="chart-axis" x={plot.width / 2} y={plot.height + 29} textAnchor="middle">
          {x.title}
        </text>
        {rules.map((rule, index) => {
          const at = atX(rule.x)
          // The caption stands left of its line, but never outside the plot.
          const leftOf = at > plot.width / 2
          const y = captions === 'top' ? 10 + index * 14 : plot.height - 6 - index * 14
          return (
            <g key={rule.text}>
              <line className="chart-rule" x1={at} x2={at} y1={0} y2={plot.height} />
              <text
                className="chart-axis"
                x={leftOf ? at - 4 : at + 4}
                y={y}
                textAnchor={leftOf ? 'end' : 'start'}
              >
                {rule.text}
              </text>
            </g>
          )
        })}
        <Lines series={series} atX={atX} atY={atY} />
        <Names series={series} atX={atX} atY={atY} height={plot.height} />
        {overlay?.({ x: atX, y: atY, ...plot })}
      </g>
    </svg>
  )
}

interface PlacedSeries {
  series: ChartSeries[]
  atX(value: number): number
  atY(value: number): number
}

function Lines({ series, atX, atY }: PlacedSeries) {
  const back = (one: ChartSeries): number => (one.look === 'model' || one.look === 'validation' ? 1 : 0)
  return [...series]
    .sort((a, b) => back(a) - back(b))
    .map((one) => {
      const places = one.points.map(([px, py]) => `${atX(px).toFixed(1)},${atY(py).toFixed(1)}`)
      return (
        <g key={one.id}>
          <polyline className={`ln ${one.look}`} points={places.join(' ')} />
          {(one.dots || one.points.length === 1) &&
            one.points.map(([px, py]) => (
              <circle key={px} className={`dot ${one.look}`} cx={atX(px)} cy={atY(py)} r={3} />
            ))}
        </g>
      )
    })
}

/** Every line carries its name at its right end. */
function Names({ series, atX, atY, height }: PlacedSeries & { height: number }) {
  const ends = series.flatMap((one) => {
    const rightmost = [...one.points].sort((a, b) => b[0] - a[0])[0]
    return rightmost && one.name !== '' ? [{ one, x: atX(rightmost[0]), y: atY(rightmost[1]) }] : []
  })
  // Spread together: a line that ends in the middle has its name where those inside the plot stand.
  const places = spreadLabels(
    ends.map(({ one, y }) => (one.inside ? (y < 16 ? y + 10 : y - 8) : y)),
    12,
    height,
  )
  const name = (one: ChartSeries, x: number, y: number, anchor: 'start' | 'end') => (
    <text key={one.id} className={`chart-name ${one.look}`} x={x} y={y + 4} textAnchor={anchor}>
      {one.name}
    </text>
  )
  return ends.map(({ one, x }, index) =>
    one.inside ? name(one, x - 2, places[index] ?? 0, 'end') : name(one, x + 6, places[index] ?? 0, 'start'),
  )
}
