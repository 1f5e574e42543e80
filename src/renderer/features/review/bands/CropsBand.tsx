/** The track's crops, each where its frame stands on the axis; below them which frames it is seen in. */
import { memo, useMemo } from 'react'
import { cropPositions, cropsId, mediaUrl } from '../../../../shared/media.ts'
import { usePlayer } from '../player/reviewPlayer.ts'
import { hasPictures } from '../reviewQueries.ts'
import type { Opened } from '../useOpenedTrack.ts'
import { useSize } from '../useSize.ts'
import { type CropSlot, cropSlots } from './crops.ts'

const strip = { count: 48, size: 64 }
/** Height of a crop on screen; its width is the slot's. */
const side = 52

export const CropsBand = memo(function CropsBand({
  track,
  video,
  axis,
}: Pick<Opened, 'track' | 'video' | 'axis'>) {
  const { ref, width } = useSize()
  const slots = useMemo(() => {
    if (!track || width === 0) return []
    const frames = cropPositions(track.detections.length, strip.count).map((i) => track.detections[i]![0])
    return cropSlots(axis, track.detections, frames, Math.max(4, Math.round(width / 48)))
  }, [track, axis, width])
  const pictures = video !== null && hasPictures(video)
  const url = track && pictures ? `url(${mediaUrl(cropsId(track.id, strip.count, strip.size))})` : ''
  const crops = track ? Math.min(track.detections.length, strip.count) : 1
  const slotWidth = slots.length === 0 ? side : width / slots.length - 1
  return (
    <div className="rv-band">
      <div className="cap">
        Crops<span>{pictures || !video ? 'bar: seen' : 'no pictures; bar: seen'}</span>
      </div>
      <div className="rv-bd rv-crops" ref={ref}>
        {slots.map((slot) => (
          <Slot key={slot.from} slot={slot} url={url} crops={crops} width={slotWidth} />
        ))}
      </div>
    </div>
  )
})

function Slot({ slot, url, crops, width }: { slot: CropSlot; url: string; crops: number; width: number }) {
  const now = usePlayer(({ frame }) => frame >= slot.from && frame <= slot.to)
  const large = Math.max(side, width)
  const look = slot.crop && {
    backgroundImage: url,
    backgroundSize: `${large * crops}px ${large}px`,
    backgroundPosition: `${-slot.crop.index * large - (large - width) / 2}px ${(side - large) / 2}px`,
  }
  return (
    <span className={`rv-slot ${slot.crop ? '' : 'none'} ${now ? 'now' : ''}`}>
      <span className="rv-crop" style={look ?? undefined} />
      <span className="rv-seen">
        {slot.seen.map((seen, index) => (
          <i key={slot.from + index} className={seen ? 'v' : ''} />
        ))}
      </span>
    </span>
  )
}
