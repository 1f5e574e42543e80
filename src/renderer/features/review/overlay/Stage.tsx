/** The picture: the full frame with all boxes, and beside it a close-up that follows the track. */
import { RotateCcw } from 'lucide-react'
import { useMemo } from 'react'
import type { Track, TrackRow } from '../../../../shared/contract/tracks.ts'
import type { Video } from '../../../../shared/contract/videos.ts'
import { Button } from '../../../components/Button.tsx'
import { useSettings } from '../../../state/settings.ts'
import { player, usePlayer } from '../player/reviewPlayer.ts'
import { hasPictures } from '../reviewQueries.ts'
import { useReviewSettings } from '../reviewSettings.ts'
import { boxAt, openingFrame } from '../track.ts'
import type { Opened } from '../useOpenedTrack.ts'
import { useSize } from '../useSize.ts'
import { selectTrack } from '../verdict/verdict.ts'
import { cameraAt, closeUpScale, closeUpView, keepInView } from './camera.ts'
import type { ShownBox } from './drawBoxes.ts'
import { PictureCanvas } from './PictureCanvas.tsx'
import { useShownBoxes } from './shownBoxes.ts'
import { layoutStage } from './stageLayout.ts'
import './stage.css'

export function Stage({ opened: { row, track, video } }: { opened: Opened }) {
  const { ref, width, height } = useSize()
  const ready = row && track && video && width > 0
  return (
    <div className="rv-stage" ref={ref} aria-busy={!ready}>
      {ready && <Pictures row={row} track={track} video={video} width={width} height={height} />}
    </div>
  )
}

interface PicturesProps {
  row: TrackRow
  track: Track
  video: Video
  width: number
  height: number
}

const nothing: readonly ShownBox[] = []

function pick(box: ShownBox): void {
  if (!box.selected) void selectTrack(box.track, box.number)
}

function Pictures({ row, track, video, width, height }: PicturesProps) {
  const { frame, boxes } = useShownBoxes(row, track)
  const waiting = usePlayer((model) => model.shown === null) && hasPictures(video)
  const visible = waiting ? nothing : boxes
  const { boxes: showBoxes, trail } = useReviewSettings()
  const theme = useSettings((state) => state.settings.theme)
  const layout = useMemo(
    () => layoutStage(width, height, video.width, video.height),
    [width, height, video.width, video.height],
  )
  const drawing = useMemo(
    () => ({
      videoWidth: video.width,
      videoHeight: video.height,
      view: { x: 0, y: 0, ...layout.frame },
      frame,
      boxes: visible,
      track: track.detections,
      show: { boxes: showBoxes, tags: true, trail },
    }),
    [video, layout, frame, visible, track, showBoxes, trail],
  )
  return (
    <>
      <div className="rv-frame">
        <PictureCanvas
          className="rv-canvas"
          label={`Frame ${frame} of ${video.name} with ${boxes.length} boxes; the same as a table: Boxes in frame`}
          drawing={drawing}
          pictures={hasPictures(video)}
          theme={theme}
          onPick={pick}
        />
        <FrameNote frame={frame} boxes={visible} waiting={waiting} />
      </div>
      {layout.close && (
        <CloseUp
          {...{ row, track, video, frame, visible, theme }}
          width={layout.close.width}
          height={layout.close.height}
          pictureScale={layout.frame.scale}
        />
      )}
    </>
  )
}

interface FrameNoteProps {
  frame: number
  boxes: readonly ShownBox[]
  waiting: boolean
}

function FrameNote({ frame, boxes, waiting }: FrameNoteProps) {
  const problem = usePlayer((model) => model.problem)
  const seen = boxes.filter(({ ghost }) => !ghost).length
  if (problem !== null) {
    return (
      <div className="rv-problem" role="alert">
        <b className="strong">Frame {player.model().frame} can’t be shown.</b>
        <span>{problem}</span>
        <Button icon={RotateCcw} onClick={() => player.send({ type: 'retry' })}>
          Try again
        </Button>
      </div>
    )
  }
  if (waiting) return <Reading />
  return (
    <>
      <span className="rv-corner left">
        frame {frame} · {seen} {seen === 1 ? 'box' : 'boxes'}
      </span>
      <Reading />
    </>
  )
}

/** After 0.3 s says which frame is on its way; what is shown until then is the one before. */
function Reading() {
  const wanted = usePlayer((model) => (model.status === 'loading' ? model.frame : null))
  if (wanted === null) return null
  return (
    <span key={wanted} className="rv-corner top late" role="status">
      reading frame {wanted}…
    </span>
  )
}

interface CloseUpProps extends PicturesProps {
  frame: number
  visible: readonly ShownBox[]
  theme: string
  pictureScale: number
}

function CloseUp(props: CloseUpProps) {
  const { row, track, video, frame, visible, theme, width, height, pictureScale } = props
  const { zoom, follow, trail } = useReviewSettings()
  const scale = closeUpScale(zoom === 'auto' ? zoom : Number(zoom), pictureScale, height, track.height)
  const drawing = useMemo(() => {
    const boxes = track.detections
    const smooth = cameraAt(boxes, follow ? frame : openingFrame(track)) ?? { x: 0, y: 0 }
    const centre = follow ? keepInView(smooth, boxes[boxAt(boxes, frame)], scale, width, height) : smooth
    const { x, y } = closeUpView(centre, scale, width, height)
    return {
      videoWidth: video.width,
      videoHeight: video.height,
      view: { x, y, scale, width, height },
      frame,
      boxes: visible,
      track: boxes,
      // Boxes are always seen here: this is where one judges whether they hold an object.
      show: { boxes: true, tags: false, trail },
    }
  }, [track, video, frame, visible, follow, trail, scale, width, height])
  const own = visible.find(({ selected }) => selected)
  const now = own && !own.ghost ? `${Math.round(own.box.w)}×${Math.round(own.box.h)} px` : 'not seen here'
  return (
    <div className="rv-close">
      <PictureCanvas
        className="rv-canvas"
        label={`Close-up of track ${row.number}`}
        drawing={drawing}
        pictures={hasPictures(video)}
        theme={theme}
      />
      <span className="rv-corner left">
        track {row.number} · {Number((scale / pictureScale).toFixed(1))}×
      </span>
      {visible !== nothing && <span className="rv-corner right">{now}</span>}
    </div>
  )
}
