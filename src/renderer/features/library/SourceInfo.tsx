/** Where the tracks come from; beside every generated set, what the simplest rule makes of it. */
import { useQuery } from '@tanstack/react-query'
import type { Source } from '../../../shared/contract/catalogue.ts'
import { frameId, mediaUrl } from '../../../shared/media.ts'
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
                <td className="col-bright">
                  {source.kind === 'generated' ? <Report source={source} /> : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}

/** What is in a set, how easy it is, and pictures of each kind. */
function Report({ source }: { source: Source }) {
  const report = useQuery({
    queryKey: ['set report', source.id, source.videos],
    queryFn: () => engine.generate.report({ source: source.id }),
  })
  if (report.error) return <span className="muted">{errorOf(report.error).message}</span>
  if (!report.data) return <span className="muted">looking…</span>
  const { rules, duplicates, emptyClips, emptyFrames, frames, outside, positive, samples, kinds } =
    report.data
  return (
    <details className="set-report">
      <summary>
        {rules.map(({ rule, balanced }, i) => (
          <span key={rule}>
            {i > 0 && ', '}
            {rule} {percent(balanced)}
          </span>
        ))}
      </summary>
      <p>
        {Object.entries(kinds)
          .map(([kind, clips]) => `${kind} ${count(clips)}`)
          .join(', ')}
        ; {percent(positive)} hold an object. There twice: {count(duplicates)}. Without a track:{' '}
        {count(emptyClips)}. Frames without a box: {count(emptyFrames)} of {count(frames)}.
        {outside === null ? '' : ` Objects that leave the picture: ${count(outside)}.`}
      </p>
      <div className="set-samples">
        {samples.map(({ kind, video, frames: shown }) => (
          <figure key={video}>
            <img src={mediaUrl(frameId(video, Math.floor(shown / 2)))} alt={`A ${kind} clip`} />
            <figcaption>{kind}</figcaption>
          </figure>
        ))}
      </div>
    </details>
  )
}
