/** The whole video: how many tracks stand in each frame, and the part that the bands show, to be dragged. */
import { memo, type PointerEvent, useMemo, useRef } from 'react'
import { usePlayer } from '../player/reviewPlayer.ts'
import { usePresence } from '../reviewQueries.ts'
import { type Axis, columnsOf, leftOf, middleOf, moved } from './axis.ts'
import { areaPath } from './paths.ts'

interface VideoBandProps {
  axis: Axis
  frames: number
  video: number | undefined
  onAxis(axis: Axis): void
}

const none: readonly number[] = []

export const VideoBand = memo(function VideoBand({ axis, frames, video, onAxis }: VideoBandProps) {
  const counts = usePresence(video).data ?? none
  const area = useMemo(() => areaPath(counts), [counts])
  const whole = { from: 0, to: Math.max(0, frames - 1) }
  const dragged = useRef<{ x: number; axis: Axis } | null>(null)
  const most = counts.reduce((a, b) => Math.max(a, b), 0)

  function begin(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return
    const box = event.currentTarget.getBoundingClientRect()
    const frame = Math.floor(((event.clientX - box.left) / box.width) * frames)
    const inside = frame >= axis.from && frame <= axis.to
    const from = inside ? axis : moved(axis, frame - (axis.from + axis.to) / 2, frames)
    if (!inside) onAxis(from)
    dragged.current = { x: event.clientX, axis: from }
    event.currentTarget.setPointerCapture(event.pointerId)
  }

  function drag(event: PointerEvent<HTMLElement>): void {
    if (!dragged.current) return
    const { width } = event.currentTarget.getBoundingClientRect()
    onAxis(moved(dragged.current.axis, ((event.clientX - dragged.current.x) / width) * frames, frames))
  }

  return (
    <div className="rv-band rv-video">
      <div className="cap">Video</div>
      <div
        className="rv-bd rv-whole"
        onPointerDown={begin}
        onPointerMove={drag}
        onLostPointerCapture={() => {
          dragged.current = null
        }}
      >
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          aria-label={`Tracks over the video, at most ${most} at once; the bands show frames ${axis.from} to ${axis.to}`}
        >
          <path d={area} />
        </svg>
        <span
          className="rv-window"
          style={{
            left: `${leftOf(whole, axis.from) * 100}%`,
            width: `${(columnsOf(axis) / frames) * 100}%`,
          }}
        />
        <Now whole={whole} />
      </div>
    </div>
  )
})

function Now({ whole }: { whole: Axis }) {
  const frame = usePlayer((model) => model.frame)
  return <i className="rv-now" style={{ left: `${middleOf(whole, frame) * 100}%` }} />
}
