/** Above the picture: which video, and what is drawn over it. */
import { memo } from 'react'
import { Crosshair, Grid2x2, Layers, PanelRight, Repeat, Route, Square } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { Menu } from '../../components/Menu.tsx'
import { runCommand } from '../../state/commands.ts'
import { count } from '../../state/format.ts'
import { useTrackList } from '../../state/trackList.ts'
import { setReview, useReviewSettings } from './reviewSettings.ts'
import type { Opened } from './useOpenedTrack.ts'
import { zooms } from './useReviewHandlers.ts'
import { keepFocus } from './verdict/ActBar.tsx'

interface PictureBarProps {
  opened: Opened
  inspector: boolean
  onInspector(): void
}

export function PictureBar({ opened: { video }, inspector, onInspector }: PictureBarProps) {
  return (
    <div className="ph" onMouseDown={keepFocus}>
      <h2>{video?.name ?? ''}</h2>
      {video && (
        <span className="muted ell">
          {video.width}×{video.height} · {Number(video.fps.toFixed(2))} fps · {count(video.frames)} frames
        </span>
      )}
      <Place />
      <span className="sp" />
      <Overlays several={(video?.sources ?? 1) > 1} />
      <Button
        className="rv-narrow"
        icon={PanelRight}
        label="Details"
        pressed={inspector}
        onClick={onInspector}
      />
    </div>
  )
}

function Place() {
  const position = useTrackList((state) => state.position)
  const total = useTrackList((state) => state.list?.total ?? 0)
  return (
    <span className="muted rv-narrow">
      {count(position + 1)} of {count(total)}
    </span>
  )
}

/** What is drawn over every picture; the next track is no reason to draw these again. */
const Overlays = memo(function Overlays({ several }: { several: boolean }) {
  const { boxes, trail, follow, loop, otherSources, reconstruction, zoom } = useReviewSettings()
  const toggles = [
    { command: 'review.boxes', word: 'Boxes', icon: Square, on: boxes },
    ...(several ? [{ command: 'review.others', word: 'Other sources', icon: Layers, on: otherSources }] : []),
    { command: 'review.trail', word: 'Trail', icon: Route, on: trail },
    { command: 'review.follow', word: 'Follow', icon: Crosshair, on: follow },
    { command: 'review.reconstruction', word: 'Tokenizer', icon: Grid2x2, on: reconstruction },
    { command: 'review.loop', word: 'Loop', icon: Repeat, on: loop },
  ]
  return (
    <>
      {toggles.map(({ command, word, icon, on }) => (
        <Button key={command} icon={icon} pressed={on} tip={word} onClick={() => runCommand(command)}>
          {word}
        </Button>
      ))}
      <Menu
        label="Zoom of the close-up"
        align="right"
        items={zooms.map((one) => ({
          title: zoomWord(one),
          checked: one === zoom,
          run: () => setReview({ zoom: one }),
        }))}
      >
        {zoomWord(zoom)}
      </Menu>
    </>
  )
})

const zoomWord = (zoom: string): string => (zoom === 'auto' ? 'fit' : `${zoom}×`)
