/** Six clips as they would be made, moving. */
import { Pause, Play, Shuffle } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { GenerateRecipe } from '../../../shared/contract/clipRecipe.ts'
import { mediaUrl } from '../../../shared/media.ts'
import { Button } from '../../components/Button.tsx'
import { ClipKindChip } from '../../components/ClipKindChip.tsx'
import { errorOf } from '../../state/messages.ts'
import { previewCount, usePreview } from './recipe.ts'

const still = matchMedia('(prefers-reduced-motion: reduce)')

/** Calls `draw` with the number of the frame, as long as it plays; all clips keep step. */
function usePlayback(playing: boolean, fps: number, draw: (frame: number) => void): void {
  const latest = useRef(draw)
  useEffect(() => {
    latest.current = draw
  })
  const frame = useRef(0)
  useEffect(() => {
    if (!playing) return
    const timer = setInterval(() => latest.current(++frame.current), 1000 / fps)
    return () => clearInterval(timer)
  }, [playing, fps])
}

/** `clips`: how many the set has. */
export function ClipPreviews({ recipe, clips: all }: { recipe: GenerateRecipe; clips: number }) {
  const [playing, setPlaying] = useState(!still.matches)
  const [from, setFrom] = useState(0)
  const preview = usePreview(recipe, from < all ? from : 0)
  const strips = useRef(new Map<number, HTMLImageElement>())
  const bars = useRef(new Map<number, HTMLElement>())
  const clips = preview.data ?? []
  const count = previewCount(recipe)
  const wide = clips[0] !== undefined && clips[0].width > 1.3 * clips[0].height
  const widest = clips[0] !== undefined && clips[0].width > 3 * clips[0].height
  // A long clip shows some of its frames, in the same time.
  const share = (clips[0]?.frames ?? recipe.frames) / recipe.frames
  usePlayback(playing, recipe.fps * share, (frame) => {
    for (const clip of clips) {
      const at = frame % clip.frames
      const strip = strips.current.get(clip.index)
      if (strip) strip.style.transform = `translateX(${(-100 * at) / clip.frames}%)`
      const bar = bars.current.get(clip.index)
      if (bar) bar.style.width = `${(100 * (at + 1)) / clip.frames}%`
    }
  })
  return (
    <div>
      <div className="sh gen-head">
        <h3>{clips[0] ? `Preview, clips ${clips[0].index}–${clips.at(-1)?.index}` : 'Preview'}</h3>
        <span className="sp" />
        <span className="muted">{recipe.fps} fps</span>
        <Button
          variant="quiet"
          icon={playing ? Pause : Play}
          label={playing ? 'Pause the preview' : 'Play the preview'}
          onClick={() => setPlaying(!playing)}
        />
        <Button variant="quiet" icon={Shuffle} onClick={() => setFrom(from + count < all ? from + count : 0)}>
          Other clips
        </Button>
      </div>
      {preview.error ? (
        <p className="muted">{errorOf(preview.error).message}</p>
      ) : (
        <div className={`pvs ${widest ? 'one' : wide ? 'two' : ''}`}>
          {clips.length === 0 &&
            Array.from({ length: count }, (_, index) => <div key={index} className="pv empty-pv" />)}
          {clips.map((clip) => (
            // Another shape must not show the last one's picture, stretched, until its own is there.
            <figure key={`${clip.index} ${clip.width}×${clip.height}`} className="pv">
              <span className="pv-im" style={{ aspectRatio: clip.width / clip.height }}>
                <img
                  ref={(image) => {
                    if (image) strips.current.set(clip.index, image)
                    return () => void strips.current.delete(clip.index)
                  }}
                  src={mediaUrl(clip.media)}
                  alt={`Clip ${clip.index}, ${clip.kind}`}
                  style={{ width: `${clip.frames * 100}%` }}
                />
              </span>
              <figcaption className="ft">
                <i
                  ref={(bar) => {
                    if (bar) bars.current.set(clip.index, bar)
                    return () => void bars.current.delete(clip.index)
                  }}
                />
                <ClipKindChip kind={clip.kind} />
                {clip.kind}
                <span className="sp" />
                <span className="muted">{clip.index}</span>
              </figcaption>
            </figure>
          ))}
        </div>
      )}
      <p className="note gen-same">The same preset, seed and number give the same bytes on every computer.</p>
    </div>
  )
}
