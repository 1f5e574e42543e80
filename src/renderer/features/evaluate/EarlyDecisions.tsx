/** Decisions while tracks grow: error rates that one asks for, and what keeping to them saves. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { looksAhead, type Run } from '../../../shared/contract/learning.ts'
import { Chart } from '../../components/Chart.tsx'
import { NumberField } from '../../components/Field.tsx'
import { NumberHeads } from '../../components/NumberHeads.tsx'
import { engine } from '../../state/engine.ts'
import { keys } from '../../state/queries.ts'
import { budgetWords, decidedLine, earlyColumns, earlyRows, thresholdsWords } from './earlyTable.ts'
import { useEvaluate } from './evaluateState.ts'

export function EarlyDecisions({ run }: { run: Run }) {
  if (looksAhead(run.recipe))
    return (
      <p className="note">
        Run {run.id} looks ahead: its scores change with what comes later, so it cannot decide while a track
        grows. Train preset early or live.
      </p>
    )
  return <Decisions key={run.id} run={run} />
}

function Decisions({ run }: { run: Run }) {
  const on = useEvaluate((state) => state.on)
  const [rates, setRates] = useState(run.recipe.early ?? { falseConfirm: 0.01, falseReject: 0.01 })
  const { data: report, error } = useQuery({
    queryKey: [...keys.evaluation, 'early', run.id, on, rates],
    queryFn: ({ signal }) => engine.learning.early({ run: run.id, on, rates }, { signal }),
    placeholderData: keepPreviousData,
  })
  if (error) return <p className="note">{error.message}</p>
  if (!report) return <p className="note">Scoring the tracks box by box…</p>
  const { steps, thresholds } = report
  return (
    <div className="ev-early">
      <div className="ev-label-words">
        <div className="ev-label-job">
          <PercentField
            label="False confirmed, at most"
            value={rates.falseConfirm}
            onChange={(falseConfirm) => setRates({ ...rates, falseConfirm })}
          />
          <PercentField
            label="Real rejected, at most"
            value={rates.falseReject}
            onChange={(falseReject) => setRates({ ...rates, falseReject })}
          />
        </div>
        <p>{thresholdsWords(report)}</p>
        {thresholds.refused.map((why) => (
          <p key={why}>{why}</p>
        ))}
        <Lines rows={earlyRows(report)} />
        <p className="muted">{budgetWords(report)}</p>
      </div>
      <Chart
        className="ev-label-chart"
        title="Decided by box"
        value={`${report.n} tracks, for good`}
        x={{
          title: 'boxes seen',
          min: 1,
          max: Math.max(2, steps.length),
          format: (x) => String(Math.round(x)),
        }}
        y={{ title: 'share decided', min: 0, max: 1 }}
        series={[
          { id: 'decided', name: `run ${run.id}`, look: 'model', points: decidedLine(report), dots: true },
        ]}
      />
    </div>
  )
}

interface PercentFieldProps {
  label: string
  value: number
  onChange(value: number): void
}

const PercentField = ({ label, value, onChange }: PercentFieldProps) => (
  <>
    <span className="muted">{label}</span>
    <NumberField
      className="ev-rate"
      label={`${label}, in percent`}
      labelHidden
      value={Number((value * 100).toFixed(3))}
      min={0}
      max={100}
      step={0.5}
      onChange={(percent) => onChange(percent / 100)}
    />
    <span className="muted">%</span>
  </>
)

function Lines({ rows }: { rows: ReturnType<typeof earlyRows> }) {
  return (
    <table className="ev-spreads">
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <NumberHeads of={earlyColumns} />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, cells }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            {cells.map(({ text, range }, i) => (
              <td key={earlyColumns[i]} className="r">
                {text}
                {range !== '' && <span className="ev-range">{range}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
