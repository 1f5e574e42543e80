/** The crops of a track, or the frames of a clip, as one picture that plays under the pointer, or when told to. */
import { useEffect, useRef, useState } from 'react'
import { cropsId, mediaUrl } from '../../shared/media.ts'
import './TrackThumb.css'

interface TrackThumbProps extends MovingProps {
  track: number
  /** Crops in the strip and pixels of each. */
  count?: number
  size?: number
}

interface MovingProps {
  playing?: boolean
  dimmed?: boolean
  /** Share 0–1 of the strip that has been played. */
  onProgress?(share: number): void
}

const perSecond = 8
const still =
  typeof matchMedia === 'undefined' ? { matches: false } : matchMedia('(prefers-reduced-motion: reduce)')

export function TrackThumb({ track, count = 8, size = 128, ...moving }: TrackThumbProps) {
  return <MovingStrip {...moving} id={cropsId(track, count, size)} />
}

interface MovingStripProps extends MovingProps {
  /** Of pictures side by side. */
  id: string
  /** Width of each by its height; absent = square. */
  aspect?: number
}

export function MovingStrip({ id, aspect = 1, playing = false, dimmed, onProgress }: MovingStripProps) {
  const [hover, setHover] = useState(false)
  const image = useRef<HTMLImageElement>(null)
  const report = useRef(onProgress)
  useEffect(() => {
    report.current = onProgress
  })
  const moves = (playing || hover) && !still.matches

  useEffect(() => {
    if (!moves) return
    let step = 0
    const draw = (): void => {
      const picture = image.current
      if (!picture?.naturalHeight) return
      const crops = Math.max(1, Math.round(picture.naturalWidth / picture.naturalHeight / aspect))
      step = (step + 1) % crops
      picture.style.transform = `translateX(${(-100 * step) / crops}%)`
      report.current?.((step + 1) / crops)
    }
    const timer = setInterval(draw, 1000 / perSecond)
    const picture = image.current
    return () => {
      clearInterval(timer)
      if (picture) picture.style.transform = ''
      report.current?.(0)
    }
  }, [moves, aspect])

  return (
    <span
      className={`thumb-im ${dimmed ? 'dimmed' : ''}`}
      style={aspect === 1 ? undefined : { aspectRatio: aspect }}
      onPointerEnter={() => setHover(true)}
      onPointerLeave={() => setHover(false)}
    >
      <img
        // The picture of another track must not stand here until this one's has come.
        key={id}
        ref={image}
        src={mediaUrl(id)}
        alt=""
        loading="lazy"
        fetchPriority="low"
        decoding="async"
        draggable={false}
        onError={(event) => event.currentTarget.classList.add('gone')}
      />
    </span>
  )
}
