/** A track as a picture: what it looks like, its label, what the model says. Plays under the pointer and when current. */
import { memo, useRef } from 'react'
import type { TrackFilter, TrackRow } from '../../../shared/contract/tracks.ts'
import { cropSide } from '../../../shared/media.ts'
import { CheckBox } from '../../components/Check.tsx'
import { ClassChip } from '../../components/ClassChip.tsx'
import { TrackThumb } from '../../components/TrackThumb.tsx'
import { plural, score } from '../../state/format.ts'
import { type Range, rangesHave } from '../../state/ranges.ts'
import { fitsFilter } from '../../state/trackList.ts'
import { trackName } from '../../state/trackName.ts'
import { clickTrack, toggle } from './selection.ts'
import { review } from './useLibraryHandlers.ts'
import './card.css'

interface TrackCardProps {
  position: number
  total: number
  width: number
  row: TrackRow | undefined
  filter: TrackFilter
  current: boolean
  ranges: readonly Range[]
}

function nameOf(row: TrackRow): string {
  const label = row.label ?? 'no label'
  const said = row.prediction ? `, predicted ${row.prediction} ${score(row.score)}` : ''
  return `Track ${row.number} of ${row.videoName}, ${label}${said}, ${plural(row.boxes, 'box', 'boxes')}`
}

export const TrackCard = memo(function TrackCard(props: TrackCardProps) {
  const { position, total, width, row, filter, current, ranges } = props
  const bar = useRef<HTMLElement>(null)
  const selected = rangesHave(ranges, position)
  const size = { width, height: width + 26 }
  if (!row) return <div className="card waiting" role="presentation" style={size} />
  const dimmed = !fitsFilter(row, filter)
  const drawn = row.label ?? row.prediction
  const side = cropSide(row.width, row.height)
  const looks = ['card', current && 'is-current', selected && 'on', dimmed && 'done']
  return (
    <div
      id={`track-at-${position}`}
      className={looks.filter(Boolean).join(' ')}
      style={size}
      role="option"
      aria-selected={selected}
      aria-posinset={position + 1}
      aria-setsize={total}
      onClick={(event) => clickTrack(position, event)}
      onDoubleClick={review}
    >
      {/* Not an aria-label: that would have to hold what is seen, in its order. */}
      <span className="vh">{nameOf(row)}</span>
      <span className="card-im" style={{ height: width - 2 }}>
        <TrackThumb
          track={row.id}
          playing={current}
          dimmed={dimmed}
          onProgress={(share) => {
            if (bar.current) bar.current.style.width = `${share * 100}%`
          }}
        />
        {/* Where there is no picture the drawing holds the box itself. */}
        {row.media !== 'none' && (
          <i
            className={`bxi ${drawn ? `c-${drawn}` : ''}`}
            style={{ width: `${(100 * row.width) / side}%`, height: `${(100 * row.height) / side}%` }}
          />
        )}
      </span>
      <span
        className="card-check"
        onClick={(event) => {
          event.stopPropagation()
          toggle(position)
        }}
      >
        <CheckBox state={selected} />
      </span>
      <span className="n" aria-hidden="true">
        {plural(row.boxes, 'box', 'boxes')}
      </span>
      <span className="bar">
        <i ref={bar} />
      </span>
      <span className="ft" aria-hidden="true">
        <ClassChip kind={row.label ?? 'none'} silent />
        <b className="ell" title={`Track ${row.number} of ${row.videoName}`}>
          {trackName(row)}
        </b>
        <span className="sp" />
        {row.prediction && (
          <>
            <ClassChip kind={row.prediction} as="prediction" silent />
            {score(row.score)}
          </>
        )}
      </span>
    </div>
  )
})
