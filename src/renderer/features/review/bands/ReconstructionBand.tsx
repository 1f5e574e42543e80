/** Crops as a tokenizer is shown them, and below each what is left of it after encoding and decoding. Off until asked for. */
import { useQuery } from '@tanstack/react-query'
import { memo, useEffect, useMemo, useState } from 'react'
import { mediaUrl } from '../../../../shared/media.ts'
import { Button } from '../../../components/Button.tsx'
import { Menu } from '../../../components/Menu.tsx'
import { engine } from '../../../state/engine.ts'
import { errorOf } from '../../../state/messages.ts'
import { useTokenizers } from '../../../state/queries.ts'
import { go } from '../../../state/route.ts'
import { catalogueFolder } from '../reviewQueries.ts'
import type { Opened } from '../useOpenedTrack.ts'
import { useSize } from '../useSize.ts'
import { cropSlots } from './crops.ts'

/** Height of a crop on screen. */
const side = 44
/** Who holds a key down passes many tracks: only where one rests is asked. */
const restMs = 200

function useRested<T>(value: T): T | null {
  const [rested, setRested] = useState<T | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested === value ? value : null
}

export const ReconstructionBand = memo(function ReconstructionBand({
  track,
  axis,
}: Pick<Opened, 'track' | 'axis'>) {
  const { data: tokenizers = [] } = useTokenizers()
  const [chosen, setChosen] = useState<number | null>(null)
  const tokenizer = tokenizers.find(({ id }) => id === chosen)?.id ?? tokenizers[0]?.id ?? null
  const rested = useRested(track?.id ?? null)
  const epochs = tokenizers.find(({ id }) => id === tokenizer)?.epochs.length ?? 0
  const {
    data: looked,
    error,
    refetch,
  } = useQuery({
    queryKey: ['looked', catalogueFolder(), tokenizer, epochs, rested],
    queryFn: ({ signal }) => engine.tokenizers.look({ tokenizer, track: rested! }, { signal }),
    enabled: rested !== null,
    staleTime: 30_000,
  })
  const { ref, width } = useSize()
  const slots = useMemo(() => {
    if (!track || !looked || width === 0) return []
    const frames = looked.boxes.map((box) => track.detections[box]?.[0] ?? 0)
    return cropSlots(axis, track.detections, frames, Math.max(4, Math.round(width / 48)))
  }, [track, axis, looked, width])
  const slotWidth = slots.length === 0 ? side : width / slots.length - 1
  return (
    <div className="rv-band rv-look">
      <div className="cap">
        Tokenizer
        {tokenizers.length > 1 ? (
          <Menu
            label="Tokenizer"
            className="b rv-tokenizer"
            items={tokenizers.map(({ id, epochs: known }) => ({
              title: `tokenizer ${id}`,
              detail: `${known.at(-1)?.psnr.toFixed(1) ?? '–'} dB`,
              checked: id === tokenizer,
              run: () => setChosen(id),
            }))}
          >
            {tokenizer}
          </Menu>
        ) : (
          tokenizer !== null && <span>number {tokenizer}</span>
        )}
        {looked && (
          <span title="Of these crops, after encoding and decoding">{looked.psnr.toFixed(1)} dB</span>
        )}
      </div>
      <div
        className="rv-bd rv-looked"
        ref={ref}
        role="img"
        aria-label={
          looked
            ? `${looked.boxes.length} crops and, below them, their reconstructions by tokenizer ${looked.tokenizer}, ${looked.psnr.toFixed(1)} dB`
            : 'No reconstructions yet'
        }
      >
        {slots.map(({ from, crop }) => (
          <span key={from} className="rv-slot">
            {[0, 1].map((row) => (
              <span
                key={row}
                className="rv-crop"
                style={
                  crop && looked
                    ? lookOf(looked.media, looked.boxes.length, crop.index, row, slotWidth)
                    : undefined
                }
              />
            ))}
          </span>
        ))}
      </div>
      {error && <Refused error={error} onAgain={() => void refetch()} />}
    </div>
  )
})

function lookOf(media: string, crops: number, index: number, row: number, width: number) {
  const large = Math.max(side, width)
  return {
    backgroundImage: `url(${mediaUrl(media)})`,
    backgroundSize: `${large * crops}px ${large * 2}px`,
    backgroundPosition: `${-index * large - (large - width) / 2}px ${-row * large - (large - side) / 2}px`,
  }
}

function Refused({ error, onAgain }: { error: Error; onAgain(): void }) {
  const { code, message, hint } = errorOf(error)
  return (
    <span className="rv-unscored rv-unlooked" role="status">
      <span>
        {message} {hint}
      </span>
      {code === 'VALIDATION' ? (
        <Button onClick={() => go('train')}>To Train</Button>
      ) : (
        <Button onClick={onAgain}>Try again</Button>
      )}
    </span>
  )
}
