/** What was done: today with Undo, or to this track. */
import { memo } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Revision, Track } from '../../../../shared/contract/tracks.ts'
import { Button } from '../../../components/Button.tsx'
import { ClassChip } from '../../../components/ClassChip.tsx'
import { engine } from '../../../state/engine.ts'
import { clock, day } from '../../../state/format.ts'
import { keys, useUndoState } from '../../../state/queries.ts'
import { setReview, useReviewSettings } from '../reviewSettings.ts'
import { undo } from '../verdict/verdict.ts'

const lines = 40

export const History = memo(function History({ track }: { track: Track | null }) {
  const shown = useReviewSettings((state) => state.history)
  const { data: recent } = useQuery({
    queryKey: keys.history,
    queryFn: () => engine.labels.recent({ limit: lines }),
  })
  const canUndo = Boolean(useUndoState().data?.undo)
  const midnight = new Date().setHours(0, 0, 0, 0)
  const today = (recent ?? []).filter(
    ({ at, reason }) => at >= midnight && reason !== 'generator' && reason !== 'import',
  )
  const list = shown === 'today' ? today : [...(track?.history ?? [])].sort((a, b) => b.id - a.id)
  const last = today[0]?.id
  return (
    <div className="sec rv-history">
      <div className="sh">
        <h2>History</h2>
        <span className="sp" />
        <span className="seg">
          <Button pressed={shown === 'today'} onClick={() => setReview({ history: 'today' })}>
            Today
          </Button>
          <Button pressed={shown === 'track'} onClick={() => setReview({ history: 'track' })}>
            {track ? `Track ${track.number}` : 'Track'}
          </Button>
        </span>
      </div>
      <ul tabIndex={0} aria-label={shown === 'today' ? 'Labels of today' : 'Labels of this track'}>
        {list.length === 0 && (
          <li className="faint">
            {shown === 'today' ? 'Nothing was judged today.' : 'This track was never judged.'}
          </li>
        )}
        {list.map((revision) => (
          <Line
            key={revision.id}
            revision={revision}
            own={shown === 'track'}
            undo={canUndo && revision.id === last}
          />
        ))}
      </ul>
    </div>
  )
})

const reasons: Partial<Record<Revision['reason'], string>> = {
  bulk: 'bulk',
  undo: 'undone',
  redo: 'done again',
  import: 'imported',
  generator: 'generated',
}

function Line({ revision, own, undo: withUndo }: { revision: Revision; own: boolean; undo: boolean }) {
  const { at, number, to, reason, author } = revision
  return (
    <li className="rv-line-of" title={`${day(at)} by ${author}`}>
      <time>{own && at < new Date().setHours(0, 0, 0, 0) ? day(at) : clock(at, false)}</time>
      <span className="ks ell">
        {own ? '' : `${number} → `}
        <ClassChip kind={to ?? 'none'} silent />
        {to ?? 'no label'}
        {reasons[reason] && <span className="faint">{reasons[reason]}</span>}
      </span>
      {withUndo && (
        <Button variant="quiet" onClick={() => void undo()}>
          Undo
        </Button>
      )}
    </li>
  )
}
