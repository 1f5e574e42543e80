/** False tracks removed against real ones kept: where the threshold is chosen, by drag, by key, by number. */
import type { KeyboardEvent, PointerEvent } from 'react'
import type { Evaluation } from '../../../shared/contract/learning.ts'
import { Chart } from '../../components/Chart.tsx'
import { percent } from '../../state/format.ts'
import { chartLines, keptFrom } from './chartData.ts'
import { setThreshold, stepThreshold, useEvaluate } from './evaluateState.ts'
import { ownSeries, promisedWords, promiseWords } from './figures.ts'
import { stepAt, thresholdFor } from './threshold.ts'

interface Place {
  x(value: number): number
  y(value: number): number
  width: number
  height: number
}

interface RemovedKeptProps {
  evaluation: Evaluation
  against: Evaluation | null
}

const marks = [0.95, 0.99]

export function RemovedKept({ evaluation, against }: RemovedKeptProps) {
  const threshold = useEvaluate((state) => state.threshold)
  const from = keptFrom(evaluation, threshold)
  const lines = chartLines(evaluation, against, ({ removedKept }) => removedKept).map((line) => ({
    ...line,
    points: line.points.filter(([x]) => x >= from),
  }))
  const removedAt = [evaluation.metrics.removedAt95, evaluation.metrics.removedAt99]
  const rules = marks.flatMap((share, i) => {
    const removed = removedAt[i]
    return removed === null || removed === undefined
      ? []
      : [{ x: share, text: `${percent(removed)} at ${share * 100}` }]
  })
  return (
    <Chart
      className="panel ev1"
      title="False removed against real kept"
      value={
        <span className="muted" title={evaluation.kept.map(promiseWords).join('\n')}>
          {promisedWords(evaluation.kept)}
        </span>
      }
      x={{ title: 'real tracks kept', min: from, max: 1, format: percent }}
      y={{ title: 'false removed', min: 0, max: 1, format: percent }}
      series={lines}
      rules={rules}
      empty={
        ownSeries(evaluation.removedKept)
          ? undefined
          : 'These tracks hold one side only: nothing can be weighed.'
      }
      overlay={(place) => <Knob evaluation={evaluation} threshold={threshold} place={place} from={from} />}
    />
  )
}

interface KnobProps {
  evaluation: Evaluation
  threshold: number
  place: Place
  from: number
}

function Knob({ evaluation, threshold, place, from }: KnobProps) {
  const { metrics, atThresholds } = evaluation
  const step = stepAt(atThresholds, threshold)
  const others = metrics.n - metrics.real
  if (!step || metrics.real === 0 || others === 0) return null
  const x = place.x(Math.max(from, step.kept / metrics.real))
  const y = place.y(step.removed / others)

  function drag(event: PointerEvent<SVGElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const group = event.currentTarget.parentElement
    const toPlot = group instanceof SVGGraphicsElement ? group.getScreenCTM()?.inverse() : undefined
    if (!toPlot) return
    const { x: at } = new DOMPoint(event.clientX, event.clientY).matrixTransform(toPlot)
    const share = from + (at / place.width) * (1 - from)
    const wanted = thresholdFor(atThresholds, share, metrics.real)
    if (wanted !== null) setThreshold(wanted)
  }

  function byKey(event: KeyboardEvent): void {
    const by = {
      ArrowRight: 0.01,
      ArrowUp: 0.01,
      ArrowLeft: -0.01,
      ArrowDown: -0.01,
      PageUp: 0.1,
      PageDown: -0.1,
    }[event.key]
    if (by === undefined) return
    event.preventDefault()
    stepThreshold(by)
  }

  return (
    <>
      <line className="ev-hair" x1={x} x2={x} y1={0} y2={place.height} />
      <line className="ev-hair" x1={0} x2={place.width} y1={y} y2={y} />
      <g
        className="ev-knob"
        role="slider"
        tabIndex={0}
        aria-label="Threshold"
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={threshold}
        aria-valuetext={`${threshold.toFixed(2)}: keeps ${step.kept} of ${metrics.real}, removes ${step.removed} of ${others}`}
        transform={`translate(${x} ${y})`}
        onKeyDown={byKey}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      >
        <circle className="hit" r={12} />
        <circle className="ring" r={7} />
        <circle className="dot" r={4} />
      </g>
    </>
  )
}
