/** Where the tracks come from; beside every generated set, what the simplest rule makes of it. */
import { useQuery } from '@tanstack/react-query'
import type { Source } from '../../../shared/contract/catalogue.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { engine } from '../../state/engine.ts'
import { count, percent } from '../../state/format.ts'
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
            A set that a count of bright pixels sorts without error says little about a model.
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
                Sorted by bright pixels alone
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
                <td className="col-bright">
                  {source.kind === 'generated' ? <BrightPixels source={source} /> : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}

function BrightPixels({ source }: { source: Source }) {
  const rule = useQuery({
    queryKey: ['bright pixels', source.id, source.videos],
    queryFn: () => engine.generate.brightPixels({ source: source.id }),
  })
  if (rule.error) return <span className="muted">{errorOf(rule.error).message}</span>
  if (!rule.data) return <span className="muted">counting…</span>
  const { accuracy, clips, threshold } = rule.data
  return (
    <span title={`Best threshold: ${count(threshold)} bright pixels`}>
      {count(Math.round(accuracy * clips))} of {count(clips)} clips right, {percent(accuracy)}
    </span>
  )
}
