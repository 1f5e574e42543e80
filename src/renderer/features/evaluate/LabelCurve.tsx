/** Quality against number of labels, and what more of them would bring. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Run } from '../../../shared/contract/learning.ts'
import { Chart } from '../../components/Chart.tsx'
import { Check } from '../../components/Check.tsx'
import { NumberHeads } from '../../components/NumberHeads.tsx'
import { engine } from '../../state/engine.ts'
import { loadJobs } from '../../state/jobs.ts'
import { say, sayError } from '../../state/messages.ts'
import { keys } from '../../state/queries.ts'
import { axisOf, labelLines, reportWords, spreadTable } from './labelCurve.ts'
import { ReportJob } from './ReportJob.tsx'

const useReports = () =>
  useQuery({
    queryKey: keys.reports,
    queryFn: ({ signal }) => engine.learning.reports(undefined, { signal }),
  })

async function measure({ recipe }: Run, asking: boolean): Promise<void> {
  const { from: _, refitAll: __, ...kept } = recipe
  try {
    await engine.learning.efficiency({ recipe: kept, order: asking ? 'uncertainty' : 'videos' })
    say('The label curve is queued: it trains with growing shares of the labels, three times each')
    await loadJobs()
  } catch (error) {
    sayError(error)
  }
}

export function LabelCurve({ run }: { run: Run }) {
  const { data: reports } = useReports()
  const [asking, setAsking] = useState(false)
  const report = reports?.[0]
  if (!reports) return null
  return (
    <div className="ev-labels">
      {report && (
        <Chart
          className="ev-label-chart"
          title="AUROC by number of labels"
          {...axisOf(report)}
          series={labelLines(report)}
        />
      )}
      <div className="ev-label-words">
        {report ? (
          <>
            <p>{report.words}</p>
            <p className="muted">{reportWords(report)}</p>
            <Spreads rows={spreadTable(report)} />
          </>
        ) : (
          <p>
            Is it worth labelling on? Trains the recipe of run {run.id} with 20, 50, 100, … and all labels
            that train, three times each, and judges every one on the same test tracks, beside the rules.
          </p>
        )}
        <ReportJob
          kind="efficiency"
          title={report ? `Measure again, recipe of run ${run.id}` : 'Measure the label curve'}
          onStart={() => void measure(run, asking)}
        />
        <Check checked={asking} onChange={setAsking}>
          Beside labels drawn at random, those that the model is least sure of
        </Check>
      </div>
    </div>
  )
}

function Spreads({ rows }: { rows: ReturnType<typeof spreadTable> }) {
  return (
    <table className="ev-spreads">
      <thead>
        <tr>
          <th scope="col" className="r">
            Labels
          </th>
          <NumberHeads of={rows.heads} />
        </tr>
      </thead>
      <tbody>
        {rows.rows.map(({ labels, cells }) => (
          <tr key={labels}>
            <th scope="row" className="r">
              {labels.toLocaleString('en')}
            </th>
            {cells.map((cell, i) => (
              <td key={rows.heads[i]} className="r">
                {cell.text}
                {cell.spread !== '' && <span className="ev-range">{cell.spread}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
