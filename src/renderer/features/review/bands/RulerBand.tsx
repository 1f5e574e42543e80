/** The frames' numbers, and the one that is shown. */
import type { Ref } from 'react'
import { usePlayer } from '../player/reviewPlayer.ts'
import { useSize } from '../useSize.ts'
import { type Axis, columnsOf, middleOf, ticksOf } from './axis.ts'

export function RulerBand({ axis, ref }: { axis: Axis; ref: Ref<HTMLDivElement> }) {
  const { ref: sized, width } = useSize()
  return (
    <div className="rv-band">
      <div className="cap">Frame</div>
      <div className="rv-bd rv-ruler" ref={ref}>
        <div className="rv-ticks" ref={sized}>
          <Ticks axis={axis} width={width} />
        </div>
        <Flag axis={axis} />
      </div>
    </div>
  )
}

const percent = (share: number): string => `${share * 100}%`

function Ticks({ axis, width }: { axis: Axis; width: number }) {
  const flag = usePlayer((model) => model.frame)
  const near = (26 / Math.max(1, width)) * columnsOf(axis)
  return ticksOf(axis, width).map((tick) => (
    <span key={tick} className="rv-tick" style={{ left: percent(middleOf(axis, tick)) }}>
      {Math.abs(tick - flag) > near && tick}
    </span>
  ))
}

function Flag({ axis }: { axis: Axis }) {
  const frame = usePlayer((model) => model.frame)
  if (frame < axis.from || frame > axis.to) return null
  return (
    <b className="rv-flag" style={{ left: percent(middleOf(axis, frame)) }}>
      {frame}
    </b>
  )
}
