/** The track in figures. */
import { memo } from 'react'
import type { Track, TrackRow } from '../../../../shared/contract/tracks.ts'
import { score } from '../../../state/format.ts'
import { useSources } from '../../../state/queries.ts'
import { speedOf } from '../track.ts'

export const Facts = memo(function Facts({ row, track }: { row: TrackRow; track: Track | null }) {
  const { data: sources } = useSources()
  const span = row.last - row.first + 1
  const missed = span - row.boxes
  const speed = track ? speedOf(track.detections) : null
  return (
    <dl className="rv-facts">
      <dt>Frames</dt>
      <dd>
        {row.first}–{row.last}
      </dd>
      <dt>Seen</dt>
      <dd>
        {row.boxes} of {span}
      </dd>
      <dt>Gaps</dt>
      <dd>{row.gaps}</dd>
      <dt>Missed</dt>
      <dd>
        {missed} {missed === 1 ? 'frame' : 'frames'}
      </dd>
      <dt>Box</dt>
      <dd>
        {Math.round(row.width)}×{Math.round(row.height)} px
      </dd>
      <dt>Speed</dt>
      <dd>{speed === null ? '–' : `${speed.toFixed(1)} px/fr.`}</dd>
      <dt>Detector</dt>
      <dd className="w">{detectorWords(row, track)}</dd>
      <dt>Source</dt>
      <dd className="w ell" title={sources?.find(({ id }) => id === row.source)?.name}>
        {sources?.find(({ id }) => id === row.source)?.name ?? ''}
      </dd>
    </dl>
  )
})

function detectorWords(row: TrackRow, track: Track | null): string {
  if (row.detector === null) return 'no scores in the file'
  const scores = (track?.detections ?? []).map(([, , , , , one]) => one).filter((one) => one >= 0)
  if (scores.length === 0) return score(row.detector)
  const low = scores.reduce((a, b) => Math.min(a, b))
  const high = scores.reduce((a, b) => Math.max(a, b))
  return `${score(row.detector)}, from ${score(low)} to ${score(high)}`
}
