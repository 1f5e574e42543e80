/** One row of the table of tracks. */
import { memo } from 'react'
import type { TrackFilter, TrackRow } from '../../../shared/contract/tracks.ts'
import { CheckBox } from '../../components/Check.tsx'
import { ClassChip } from '../../components/ClassChip.tsx'
import { TrackThumb } from '../../components/TrackThumb.tsx'
import { count, score } from '../../state/format.ts'
import { type Range, rangesHave } from '../../state/ranges.ts'
import { fitsFilter } from '../../state/trackList.ts'
import { trackName } from '../../state/trackName.ts'
import { ScoreLine } from './ScoreLine.tsx'
import { clickTrack, toggle } from './selection.ts'
import { review } from './useLibraryHandlers.ts'

interface TrackTableRowProps {
  position: number
  row: TrackRow | undefined
  filter: TrackFilter
  current: boolean
  ranges: readonly Range[]
}

export const TrackTableRow = memo(function TrackTableRow({
  position,
  row,
  filter,
  current,
  ranges,
}: TrackTableRowProps) {
  const selected = rangesHave(ranges, position)
  if (!row) return <Waiting position={position} />
  const dimmed = !fitsFilter(row, filter)
  const looks = ['track-row', current && 'is-current', dimmed && 'done']
  return (
    <div
      id={`track-at-${position}`}
      role="row"
      aria-rowindex={position + 1}
      aria-selected={selected}
      className={looks.filter(Boolean).join(' ')}
      onClick={(event) => clickTrack(position, event)}
      onDoubleClick={review}
    >
      <span
        role="gridcell"
        className="track-check"
        onClick={(event) => {
          event.stopPropagation()
          toggle(position)
        }}
      >
        <CheckBox state={selected} />
      </span>
      <span role="gridcell" className="track-im">
        <TrackThumb track={row.id} dimmed={dimmed} />
      </span>
      <span role="gridcell" className="r">
        {trackName(row)}
      </span>
      <span role="gridcell" className="ks">
        <ClassChip kind={row.label ?? 'none'} silent />
        <span className={row.label ? '' : 'faint'}>{row.label ?? 'none'}</span>
      </span>
      <span role="gridcell" className="ks">
        {row.prediction ? (
          <>
            <ClassChip kind={row.prediction} as="prediction" silent />
            {row.prediction}
          </>
        ) : (
          <span className="faint">–</span>
        )}
      </span>
      <span role="gridcell" className="r">
        {score(row.score)}
      </span>
      <span role="gridcell" className="track-unc">
        {score(row.uncertainty)}
        {row.uncertainty !== null && (
          <span className="unc">
            <i style={{ width: `${row.uncertainty * 100}%` }} />
          </span>
        )}
      </span>
      <span role="gridcell" className="r">
        {score(row.loss)}
      </span>
      <span role="gridcell">{row.score !== null && <ScoreLine position={position} track={row.id} />}</span>
      <span role="gridcell">
        <Lane row={row} />
      </span>
      <span role="gridcell" className="r">
        {count(row.boxes)}
      </span>
      <span role="gridcell" className="r">
        {row.gaps === 0 ? '–' : count(row.gaps)}
      </span>
      <span role="gridcell" className="r">
        {row.first}–{row.last}
      </span>
      <span role="gridcell" className="r">
        {score(row.detector)}
      </span>
      <span role="gridcell" className="r wide">
        {Math.round(row.width)}×{Math.round(row.height)}
      </span>
    </div>
  )
})

/** When the track is seen, within the length of its video. */
function Lane({ row }: { row: TrackRow }) {
  const frames = Math.max(1, row.videoFrames)
  const kind = row.label ?? row.prediction
  const look = `lane ${kind ? `c-${kind}` : ''} ${row.label ? '' : 'pred'}`
  const place = {
    left: `${(100 * row.first) / frames}%`,
    width: `${(100 * (row.last - row.first + 1)) / frames}%`,
  }
  return (
    <span className="lanec">
      <i className={look} style={place} />
    </span>
  )
}

function Waiting({ position }: { position: number }) {
  return (
    <div role="row" aria-rowindex={position + 1} className="track-row">
      <span role="gridcell" className="sk-line">
        <span className="vh">Loading</span>
      </span>
    </div>
  )
}
