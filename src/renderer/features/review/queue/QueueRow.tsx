/** One track of the queue. Judged ones stay where they are, dimmed, until the list is refreshed. */
import { memo } from 'react'
import type { TrackRow, TrackSort } from '../../../../shared/contract/tracks.ts'
import { ClassChip } from '../../../components/ClassChip.tsx'
import { TrackThumb } from '../../../components/TrackThumb.tsx'
import { score } from '../../../state/format.ts'
import { setPosition } from '../../../state/trackList.ts'
import { trackName } from '../../../state/trackName.ts'
import { lastCell } from './sortCaption.ts'

interface QueueRowProps {
  position: number
  row: TrackRow | undefined
  current: boolean
  judged: boolean
  sort: TrackSort
}

/** Drawn again only when something of it changed: a key press touches two rows, not all in view. */
export const QueueRow = memo(function QueueRow({ position, row, current, judged, sort }: QueueRowProps) {
  if (row === undefined) return <div className="rv-row loading" role="row" aria-rowindex={position + 1} />
  const last = lastCell(row, sort)
  return (
    <div
      id={`queue-${position}`}
      role="row"
      aria-rowindex={position + 1}
      aria-selected={current}
      className={`rv-row ${judged && !current ? 'done' : ''}`}
      onPointerDown={() => setPosition(position)}
    >
      <span role="gridcell">
        <TrackThumb track={row.id} count={8} size={48} dimmed={judged && !current} />
      </span>
      <span role="rowheader" className="ell" title={`Track ${row.number} of ${row.videoName}`}>
        {trackName(row)}
      </span>
      <span role="gridcell">
        <ClassChip kind={row.label ?? 'none'} />
      </span>
      <span role="gridcell" className="ks">
        {row.prediction ? (
          <ClassChip kind={row.prediction} as="prediction" />
        ) : (
          <span className="rv-nochip" />
        )}
        {score(row.score)}
      </span>
      <span role="gridcell" className="r">
        {row.boxes}
      </span>
      <span role="gridcell" className="rv-last" aria-label={`${sort.by} ${last.text}`}>
        {last.bar === null ? last.text : <Bar share={last.bar} />}
      </span>
    </div>
  )
})

function Bar({ share }: { share: number }) {
  return (
    <span className="unc">
      <i style={{ width: `${Math.round(share * 100)}%` }} />
    </span>
  )
}
