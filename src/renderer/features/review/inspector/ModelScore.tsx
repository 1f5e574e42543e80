/** The model's word on the track: its score beside the threshold, and the frames that it looked at. */
import { memo } from 'react'
import type { Track, TrackRow } from '../../../../shared/contract/tracks.ts'
import { Button } from '../../../components/Button.tsx'
import { score } from '../../../state/format.ts'
import { player } from '../player/reviewPlayer.ts'
import { lookedAt } from '../track.ts'

/** Predictions are made at this score. */
const threshold = 0.5

export const ModelScore = memo(function ModelScore({ row, track }: { row: TrackRow; track: Track | null }) {
  const frames = track ? lookedAt(track) : []
  return (
    <div className="sec">
      <div className="sh">
        <h2>Model</h2>
        {track && track.run !== null && <span className="muted">run {track.run}</span>}
        <span className="sp" />
        {row.score === null && <span className="muted">not scored yet</span>}
      </div>
      {row.score !== null && <ScoreBar value={row.score} />}
      {frames.length > 0 && (
        <div className="sh rv-looks">
          <span className="muted">Looks at</span>
          <span className="sp" />
          {frames.map((frame) => (
            <Button key={frame} label={`Frame ${frame}`} onClick={() => player.send({ type: 'seek', frame })}>
              f {frame}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
})

function ScoreBar({ value }: { value: number }) {
  const at = (share: number): string => `${share * 100}%`
  const close = Math.abs(value - threshold) < 0.3
  // The two captions never touch, however near the score is.
  const gap = Math.abs(value - threshold) < 0.1 ? '18px' : '6px'
  const right = value >= threshold
  const side = right
    ? { right: at(1 - threshold), paddingRight: gap }
    : { left: at(threshold), paddingLeft: gap }
  return (
    <div
      className="rv-scorebar"
      role="img"
      aria-label={`Score ${score(value)}, threshold ${score(threshold)}`}
    >
      <u style={{ width: at(value) }} />
      <em style={{ left: at(threshold) }} />
      <i style={{ left: at(value) }} />
      <span style={close ? side : { left: at(threshold), transform: 'translateX(-50%)' }}>threshold .50</span>
      <span
        className="strong"
        style={{ left: at(Math.max(0.05, Math.min(0.95, value))), transform: 'translateX(-50%)' }}
      >
        {score(value)}
      </span>
    </div>
  )
}
