/** How much the model looked at each frame; the frames that it looked at most are bright. */
import { memo, useMemo } from 'react'
import type { Track } from '../../../../shared/contract/tracks.ts'
import { lookedAt } from '../track.ts'
import type { Axis } from './axis.ts'
import { barPath } from './paths.ts'

export const AttentionBand = memo(function AttentionBand({
  axis,
  track,
}: {
  axis: Axis
  track: Track | null
}) {
  const bars = useMemo(() => {
    if (!track?.attention) return null
    const most = new Set(lookedAt(track))
    const { detections, attention } = track
    return {
      all: barPath(axis, detections, attention),
      most: barPath(axis, detections, attention, most),
      frames: [...most],
    }
  }, [axis, track])
  return (
    <div className="rv-band">
      <div className="cap">Attention</div>
      <div className="rv-bd rv-attention">
        {bars ? (
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            role="img"
            aria-label={`Attention per frame, most at ${bars.frames.join(', ')}`}
          >
            <path d={bars.all} />
            <path className="most" d={bars.most} />
          </svg>
        ) : (
          track && <span className="rv-unscored faint">not scored yet</span>
        )}
      </div>
    </div>
  )
})
