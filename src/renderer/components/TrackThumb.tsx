/** The crops of a track as one picture that plays under the pointer, or when told to. */
import { useEffect, useRef, useState } from 'react'
import { cropsId, mediaUrl } from '../../shared/media.ts'
import './TrackThumb.css'

interface TrackThumbProps {
  track: number
  /** Crops in the strip and pixels of each. */
  count?: number
  size?: number
  playing?: boolean
  dimmed?: boolean
  /** Share 0–1 of the strip that has been played. */
  onProgress?(share: number): void
}

const perSecond = 8
const still =
  typeof matchMedia === 'undefined' ? { matches: false } : matchMedia('(prefers-reduced-motion: reduce)')

export function TrackThumb(props: TrackThumbProps) {
  const { track, count = 8, size = 128, playing = false, dimmed, onProgress } = props
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
      const crops = Math.max(1, Math.round(picture.naturalWidth / picture.naturalHeight))
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
  }, [moves])

  return (
    <span
      className={`thumb-im ${dimmed ? 'dimmed' : ''}`}
      onPointerEnter={() => setHover(true)}
      onPointerLeave={() => setHover(false)}
    >
      <img
        ref={image}
        src={mediaUrl(cropsId(track, count, size))}
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
