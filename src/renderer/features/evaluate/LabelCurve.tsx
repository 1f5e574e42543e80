/** Quality against number of labels, and what more of them would bring. */
import { useQuery } from '@tanstack/react-query'
import type { Run } from '../../../shared/contract/learning.ts'
import { Button } from '../../components/Button.tsx'
import { Chart } from '../../components/Chart.tsx'
import { Meter } from '../../components/Meter.tsx'
import { engine } from '../../state/engine.ts'
import { cancelJob, isActive, loadJobs, resumeJob, useJobs } from '../../state/jobs.ts'
import { say, sayError } from '../../state/messages.ts'
import { keys } from '../../state/queries.ts'
import { axisOf, labelLines, reportWords, spreadTable } from './labelCurve.ts'

const useReports = () =>
  useQuery({
    queryKey: keys.reports,
    queryFn: ({ signal }) => engine.learning.reports(undefined, { signal }),
  })

async function measure({ recipe }: Run): Promise<void> {
  const { from: _, refitAll: __, ...kept } = recipe
  try {
    await engine.learning.efficiency({ recipe: kept })
    say('The label curve is queued: it trains with growing shares of the labels, three times each')
    await loadJobs()
  } catch (error) {
    sayError(error)
  }
}

export function LabelCurve({ run }: { run: Run }) {
  const { data: reports } = useReports()
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
        <Act run={run} again={report !== undefined} />
      </div>
    </div>
  )
}

function Act({ run, again }: { run: Run; again: boolean }) {
  const job = useJobs((state) => state.jobs.find(({ kind }) => kind === 'efficiency'))
  if (job && isActive(job))
    return (
      <div className="ev-label-job">
        <Meter done={job.progress?.done ?? 0} total={job.progress?.total ?? 1} label={job.title} />
        <span className="muted">
          {job.state === 'waiting' ? 'waits for its turn' : (job.progress?.phase ?? 'begins')}
        </span>
        <Button onClick={() => void cancelJob(job.id)}>Cancel</Button>
      </div>
    )
  return (
    <div className="ev-label-job">
      {job?.resumable && <Button onClick={() => void resumeJob(job.id)}>Resume the last</Button>}
      <Button onClick={() => void measure(run)}>
        {again ? `Measure again, recipe of run ${run.id}` : 'Measure the label curve'}
      </Button>
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
          {rows.heads.map((head) => (
            <th key={head} scope="col" className="r">
              {head}
            </th>
          ))}
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
