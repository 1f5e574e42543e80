/** The bands under the picture: crops, score, attention, frames, tracks; all on one axis. Below them the whole video. */
import { type CSSProperties, useRef } from 'react'
import { Splitter } from '../../../components/Splitter.tsx'
import { usePlayer } from '../player/reviewPlayer.ts'
import { setReview, useReviewSettings } from '../reviewSettings.ts'
import type { Opened } from '../useOpenedTrack.ts'
import { AttentionBand } from './AttentionBand.tsx'
import { middleOf } from './axis.ts'
import { CropsBand } from './CropsBand.tsx'
import { LanesBand } from './LanesBand.tsx'
import { ReconstructionBand } from './ReconstructionBand.tsx'
import { RulerBand } from './RulerBand.tsx'
import { ScoreBand } from './ScoreBand.tsx'
import { useBandPointer } from './useBandPointer.ts'
import { VideoBand } from './VideoBand.tsx'
import './bands.css'
import './lanes.css'

const leastLanes = 60
const mostLanes = 400

export function Bands({ opened }: { opened: Opened }) {
  const { row, track, video, axis, setAxis } = opened
  const ruler = useRef<HTMLDivElement>(null)
  const frames = video?.frames ?? row?.videoFrames ?? 1
  const pointer = useBandPointer(ruler, axis, frames, setAxis)
  const lanesHeight = useReviewSettings((state) => state.lanesHeight)
  const reconstruction = useReviewSettings((state) => state.reconstruction)
  const height = lanesHeight === null ? {} : { '--rv-lanes': `${lanesHeight}px` }
  return (
    <div className="rv-bands" style={height as CSSProperties}>
      <Splitter
        label="Height of the lanes"
        orientation="horizontal"
        panel="after"
        value={lanesHeight ?? 144}
        min={leastLanes}
        max={mostLanes}
        onChange={(next) => setReview({ lanesHeight: next })}
      />
      <div className="rv-time" {...pointer}>
        <CropsBand track={track} video={video} axis={axis} />
        {reconstruction && <ReconstructionBand track={track} axis={axis} />}
        <ScoreBand axis={axis} track={track} />
        <AttentionBand axis={axis} track={track} />
        <RulerBand axis={axis} ref={ruler} />
        <LanesBand axis={axis} row={row} />
        <PlayLine axis={axis} />
      </div>
      <VideoBand axis={axis} frames={frames} video={row?.video} onAxis={setAxis} />
    </div>
  )
}

function PlayLine({ axis }: Pick<Opened, 'axis'>) {
  const frame = usePlayer((model) => model.frame)
  if (frame < axis.from || frame > axis.to) return null
  return <i className="rv-line" style={{ '--at': middleOf(axis, frame) } as CSSProperties} />
}
