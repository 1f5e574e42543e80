/** The picture: the full frame with all boxes, and beside it a close-up that follows the track. */
import { RotateCcw } from 'lucide-react'
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

export function Stage({ opened }: { opened: Opened }) {
  const { row, track, video } = opened
  const { ref, width, height } = useSize()
  const { frame, boxes } = useShownBoxes(row, track)
  const shown = usePlayer((model) => model.shown)
  const settings = useReviewSettings()
  const theme = useSettings((state) => state.settings.theme)
  if (!row || !track || !video || width === 0) return <div className="rv-stage" ref={ref} aria-busy="true" />

  const layout = layoutStage(width, height, video.width, video.height)
  const pictures = hasPictures(video)
  const show = { boxes: settings.boxes, tags: true, trail: settings.trail }
  const common = { videoWidth: video.width, videoHeight: video.height, frame, track: track.detections }
  const view = { x: 0, y: 0, ...layout.frame }
  const visible = shown === null && pictures ? [] : boxes
  const pick = (box: ShownBox): void => {
    if (!box.selected) void selectTrack(box.track, box.number)
  }
  return (
    <div className="rv-stage" ref={ref}>
      <div className="rv-frame">
        <PictureCanvas
          className="rv-canvas"
          label={`Frame ${frame} of ${video.name} with ${boxes.length} boxes; the same as a table: Boxes in frame`}
          drawing={{ ...common, view, boxes: visible, show }}
          pictures={pictures}
          theme={theme}
          onPick={pick}
        />
        <FrameNote frame={frame} boxes={visible} />
      </div>
      {layout.close && (
        <CloseUp
          {...{ opened, frame, visible, theme }}
          size={layout.close}
          pictureScale={layout.frame.scale}
        />
      )}
    </div>
  )
}

function FrameNote({ frame, boxes }: { frame: number; boxes: readonly ShownBox[] }) {
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
  return (
    <span className="rv-corner left">
      frame {frame} · {seen} {seen === 1 ? 'box' : 'boxes'}
    </span>
  )
}

interface CloseUpProps {
  opened: Opened
  frame: number
  visible: readonly ShownBox[]
  theme: string
  size: { width: number; height: number }
  pictureScale: number
}

function CloseUp({ opened, frame, visible, theme, size, pictureScale }: CloseUpProps) {
  const { row, track, video } = opened
  const { zoom, follow, trail } = useReviewSettings()
  if (!row || !track || !video) return null
  const centre = cameraAt(track.detections, follow ? frame : openingFrame(track))
  if (centre === null) return null
  const scale = closeUpScale(zoom === 'auto' ? zoom : Number(zoom), pictureScale, size.height, track.height)
  const here = track.detections[boxAt(track.detections, frame)]
  const held = follow ? keepInView(centre, here, scale, size.width, size.height) : centre
  const place = closeUpView(held, scale, size.width, size.height)
  const own = visible.find(({ selected }) => selected)
  const now = own && !own.ghost ? `${Math.round(own.box.w)}×${Math.round(own.box.h)} px` : 'not seen here'
  const times = scale / pictureScale
  return (
    <div className="rv-close">
      <PictureCanvas
        className="rv-canvas"
        label={`Close-up of track ${row.number}`}
        drawing={{
          videoWidth: video.width,
          videoHeight: video.height,
          frame,
          track: track.detections,
          view: { x: place.x, y: place.y, scale, width: size.width, height: size.height },
          boxes: visible,
          // Boxes are always seen here: this is where one judges whether they hold an object.
          show: { boxes: true, tags: false, trail },
        }}
        pictures={hasPictures(video)}
        theme={theme}
      />
      <span className="rv-corner left">
        track {row.number} · {Number(times.toFixed(1))}×
      </span>
      <span className="rv-corner right">{now}</span>
    </div>
  )
}
