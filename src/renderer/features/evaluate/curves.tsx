/** Decision after k boxes; precision and recall; calibration. */
import type { Evaluation } from '../../../shared/contract/learning.ts'
import { Chart } from '../../components/Chart.tsx'
import type { ChartSeries } from '../../components/chartParts.ts'
import { chartLines, logTicks } from './chartData.ts'
import { useEvaluate } from './evaluateState.ts'
import { calibrationTip, calibrationWords, liveWords, ownSeries, three } from './figures.ts'
import { stepAt } from './threshold.ts'

interface CurveProps {
  evaluation: Evaluation
  against: Evaluation | null
}

/** The lowest tenth below all points. */
const floorOf = (lines: readonly ChartSeries[], most: number): number => {
  const values = lines.flatMap(({ points }) => points.map(([, y]) => y))
  return values.length === 0 ? 0 : Math.max(0, Math.min(most, Math.floor(Math.min(...values) * 10) / 10))
}

/** The run without anything that comes later; nothing where the rest of the file changes no score. */
function liveLine({ run, afterBoxes, liveAfterBoxes }: Evaluation): ChartSeries | null {
  const [known, live] = [ownSeries(afterBoxes), ownSeries(liveAfterBoxes)]
  if (!live || JSON.stringify(live.points) === JSON.stringify(known?.points)) return null
  const points = live.points.map(([x, y]): [number, number] => [Math.log2(x), y])
  return { id: 'live', name: `run ${run}, live`, look: 'live', points, dots: true }
}

const short = (value: number): string => String(Number(value.toFixed(2)))

export function DecisionAfter({ evaluation, against }: CurveProps) {
  const known = chartLines(evaluation, against, ({ afterBoxes }) => afterBoxes, { x: Math.log2, dots: true })
  const live = liveLine(evaluation)
  const lines = live ? [...known, live] : known
  const most = Math.max(2, ...evaluation.afterBoxes.flatMap(({ points }) => points.map(([x]) => x)))
  return (
    <Chart
      className="panel ev3"
      title="Decision after k boxes"
      value={live ? `AUROC; dotted: strictly live${liveWords(evaluation)}` : 'AUROC, strictly live'}
      x={{
        title: 'boxes seen',
        min: 0,
        max: Math.log2(most),
        ticks: logTicks(most).map(Math.log2),
        format: (x) => String(Math.round(2 ** x)),
      }}
      y={{ title: 'AUROC', min: floorOf(lines, 0.9), max: 1 }}
      series={lines}
      empty="These tracks hold one side only: there is no AUROC."
    />
  )
}

export function PrecisionRecall({ evaluation, against }: CurveProps) {
  const threshold = useEvaluate((state) => state.threshold)
  const lines = chartLines(evaluation, against, ({ precisionRecall }) => precisionRecall)
  const { metrics, atThresholds } = evaluation
  const step = stepAt(atThresholds, threshold)
  const falseKept = metrics.n - metrics.real - (step?.removed ?? 0)
  const precision = step && step.kept + falseKept > 0 ? step.kept / (step.kept + falseKept) : null
  const floor = floorOf(lines, 0.8)
  return (
    <Chart
      className="panel ev4"
      title="Precision and recall"
      value={`AP ${three(metrics.averagePrecision)}`}
      x={{ title: 'recall', min: 0, max: 1, format: short }}
      y={{ title: 'precision', min: floor, max: 1 }}
      series={lines}
      empty="These tracks hold one side only: there is no curve."
      overlay={(place) =>
        step && precision !== null && metrics.real > 0 ? (
          <circle
            className="dot model"
            r={4}
            cx={place.x(step.kept / metrics.real)}
            cy={place.y(Math.max(floor, precision))}
          />
        ) : null
      }
    />
  )
}

const ideal: ChartSeries = {
  id: 'ideal',
  name: '',
  look: 'ideal',
  points: [
    [0, 0],
    [1, 1],
  ],
}

export function Calibration({ evaluation }: { evaluation: Evaluation }) {
  const bins = evaluation.calibration.filter(({ n }) => n > 0)
  const most = Math.max(1, ...bins.map(({ n }) => n))
  const own: ChartSeries = {
    id: 'model',
    name: `run ${evaluation.run}`,
    look: 'model',
    points: bins.map(({ predicted, observed }) => [predicted, observed]),
    dots: true,
  }
  const tracks: ChartSeries = { id: 'tracks', name: 'tracks', look: 'other-run', points: [] }
  return (
    <Chart
      className="panel ev5"
      title="Calibration"
      value={
        <span title={calibrationTip(evaluation)}>
          error {three(evaluation.metrics.calibrationError)}, {calibrationWords(evaluation)}
        </span>
      }
      x={{ title: 'predicted; bars: how many tracks', min: 0, max: 1, format: short }}
      y={{ title: 'share persistent', min: 0, max: 1 }}
      series={bins.length === 0 ? [tracks] : [ideal, own]}
      overlay={(place) =>
        bins.map(({ predicted, n }) => {
          const height = (n / most) * place.height * 0.4
          return (
            <rect
              key={predicted}
              className="ev-bin"
              x={place.x(predicted) - 6}
              width={12}
              y={place.height - height}
              height={height}
            />
          )
        })
      }
    />
  )
}
