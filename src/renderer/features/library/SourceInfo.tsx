/** Where the tracks come from; beside every set of clips, what the simplest rule makes of it. */
import type { Source } from '../../../shared/contract/catalogue.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { ReportProgress, RuleShares, SetReport, useSetReport } from '../../components/SetReport.tsx'
import { count } from '../../state/format.ts'
import { errorOf } from '../../state/messages.ts'
import { useSources } from '../../state/queries.ts'

export function SourceInfo({ onClose }: { onClose(): void }) {
  const sources = useSources().data ?? []
  return (
    <Dialog
      title="Sources"
      className="sources-dlg"
      onClose={onClose}
      footer={
        <>
          <span className="muted">
            A set that one threshold sorts without error says little about a model. Shares are balanced over
            both classes.
          </span>
          <span className="sp" />
          <Button keys="Esc" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <div className="dlg-body">
        <table>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col" className="col-few">
                Kind
              </th>
              <th scope="col" className="r col-few">
                Videos
              </th>
              <th scope="col" className="r col-few">
                Tracks
              </th>
              <th scope="col" className="col-bright">
                Sorted by one threshold on
              </th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.id}>
                <td className="strong" title={source.name}>
                  {source.name}
                </td>
                <td>{source.kind}</td>
                <td className="r">{count(source.videos)}</td>
                <td className="r">{count(source.tracks)}</td>
                <td className="col-bright">{source.clips ? <Report source={source} /> : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}

function Report({ source }: { source: Source }) {
  const report = useSetReport(source.id, source.videos)
  if (report.error) return <span className="muted">{errorOf(report.error).message}</span>
  if (!report.data) return <ReportProgress source={source.id} />
  return (
    <details>
      <summary>
        <RuleShares report={report.data} />
      </summary>
      <SetReport report={report.data} />
    </details>
  )
}
