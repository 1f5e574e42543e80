/** Presets beside each other on one split: figures with their intervals, costs, and the tracks they disagree on. */
import { useQuery } from '@tanstack/react-query'
import { Download, ExternalLink } from 'lucide-react'
import { comparedPresets, type ComparisonReport } from '../../../shared/contract/learning.ts'
import { mediaUrl } from '../../../shared/media.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Menu } from '../../components/Menu.tsx'
import { NumberHeads } from '../../components/NumberHeads.tsx'
import { engine } from '../../state/engine.ts'
import { loadJobs, useJobs } from '../../state/jobs.ts'
import { say, sayError } from '../../state/messages.ts'
import { keys, outdate } from '../../state/queries.ts'
import { comparisonHeads, type ComparisonRow, comparisonRows } from './comparison.ts'
import { ContestedTracks } from './ContestedTracks.tsx'
import { setEvaluate, useEvaluate } from './evaluateState.ts'
import { ReportJob } from './ReportJob.tsx'

const useComparisons = () =>
  useQuery({
    queryKey: [...keys.reports, 'comparisons'],
    queryFn: ({ signal }) => engine.learning.comparisons(undefined, { signal }),
  })

async function compare(): Promise<void> {
  try {
    const { runs } = await engine.learning.compare({})
    say(`The comparison is queued: runs ${runs[0]} to ${runs.at(-1)}`)
    outdate('runs', 'sweeps')
    await loadJobs()
  } catch (error) {
    sayError(error)
  }
}

export function ComparisonTable() {
  const { data: reports } = useComparisons()
  const { comparison } = useEvaluate()
  const report = reports?.find(({ id }) => id === comparison) ?? reports?.[0]
  if (!reports) return null
  return (
    <div className="ev-compared">
      <div className="ev-compared-head">
        {report && <Choice reports={reports} report={report} />}
        {report ? null : <span className="sp" />}
        {report && <OpenReport report={report} />}
        <ReportJob
          kind="comparison"
          title={report ? 'Compare again' : 'Compare presets'}
          onStart={() => void compare()}
        />
      </div>
      {report ? (
        <>
          <Table report={report} />
          <ul className="ev-compared-words">
            {report.words.map((words) => (
              <li key={words}>{words}</li>
            ))}
            <li>
              MB: the highest of the engine’s whole process while that preset trained, with all that it held
              before.
            </li>
          </ul>
          <ContestedTracks report={report} />
        </>
      ) : (
        <p className="note">
          What do pixels, more tasks or other networks bring, and what do they cost? Trains{' '}
          {comparedPresets.join(', ')} with three seeds each on one split, beside the rules. A preset that
          cannot be trained is a row that says why.
        </p>
      )}
    </div>
  )
}

function Choice({ reports, report }: { reports: readonly ComparisonReport[]; report: ComparisonReport }) {
  const { seeds, test, over } = report
  const drawn = over === null ? '' : ` Intervals: 95 %, drawn over ${over}s.`
  return (
    <>
      <Menu
        label="Comparison"
        items={reports.map(({ id, at, recipes }) => ({
          title: `comparison ${id}`,
          detail: `${recipes.length} recipes, ${new Date(at).toLocaleDateString('en')}`,
          checked: id === report.id,
          run: () => setEvaluate({ comparison: id }),
        }))}
      >
        Comparison {report.id}
      </Menu>
      <span className="muted ell" title={`Small: AUROC minus ${report.recipes[0]?.name}.${drawn}`}>
        {seeds.length} {seeds.length === 1 ? 'seed' : 'seeds'}, one split, {test.labels} test tracks of{' '}
        {test.videos} videos.{drawn}
      </span>
    </>
  )
}

function OpenReport({ report }: { report: ComparisonReport }) {
  const page = report.files.find((file) => file.endsWith('.html'))
  const media = useJobs((state) => {
    const job = state.jobs.find(({ id }) => id === report.id)
    return job?.artifacts.find(({ path }) => path.endsWith('.html'))?.media ?? null
  })
  if (page !== undefined && window.tracksieve)
    return (
      <Button icon={ExternalLink} tip={page} onClick={() => window.tracksieve?.openReport(page)}>
        Open report
      </Button>
    )
  if (media === null) return null
  return (
    <a className="b" href={mediaUrl(media)} download={`comparison-${report.id}.html`}>
      <Icon of={Download} />
      Download report
    </a>
  )
}

function Table({ report }: { report: ComparisonReport }) {
  return (
    <table className="ev-side ev-groups ev-comparison">
      <thead>
        <tr>
          <th scope="col">Preset</th>
          <th scope="col" className="r">
            AUROC
          </th>
          <th scope="col">
            <span className="vh">AUROC with its interval, drawn</span>
          </th>
          <NumberHeads of={comparisonHeads} />
        </tr>
      </thead>
      <tbody>
        {comparisonRows(report).map((row) => (
          <Line key={row.key} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ row }: { row: ComparisonRow }) {
  const { name, rule, why, auroc, difference, interval, line, cells } = row
  if (cells === null)
    return (
      <tr>
        <th scope="row">{name}</th>
        <td className="ev-why" colSpan={comparisonHeads.length + 2}>
          {why}
        </td>
      </tr>
    )
  return (
    <tr className={rule ? 'ev-baseline' : 'ev-recipe'}>
      <th scope="row" title={why}>
        {name}
        {why !== '' && <span className="ev-detail">not every seed</span>}
      </th>
      <td className="r">
        {auroc.text} <span className="ev-spread">{auroc.spread}</span>
        {difference !== '' && (
          <span className="ev-range" title={`${interval} against the first`}>
            {difference}
          </span>
        )}
      </td>
      <td className="ev-whisker" title={auroc.interval}>
        {line && (
          <div>
            <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
              <line x1={100 * line.from} x2={100 * line.to} y1={6} y2={6} />
            </svg>
            <i className={rule ? 'ring' : ''} style={{ left: `${100 * line.at}%` }} />
          </div>
        )}
        <span className="vh">{auroc.interval}</span>
      </td>
      {cells.map((cell, i) => (
        <td key={comparisonHeads[i]} className="r">
          {cell}
        </td>
      ))}
    </tr>
  )
}
