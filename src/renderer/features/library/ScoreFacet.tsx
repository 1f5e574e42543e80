/** The scores of all tracks that fit, and the range to keep. */
import { useState } from 'react'
import { setFilter, useTrackList } from '../../state/trackList.ts'
import { Facet } from './Facet.tsx'
import { without } from './filters.ts'

const all: [number, number] = [0, 1]

export function ScoreFacet({ scores }: { scores: number[] }) {
  const filter = useTrackList((state) => state.filter)
  const [moving, setMoving] = useState<[number, number] | null>(null)
  const [low, high] = moving ?? filter.score ?? all
  const highest = Math.max(1, ...scores)

  function keep(): void {
    if (!moving) return
    setMoving(null)
    void setFilter(moving[0] <= 0 && moving[1] >= 1 ? without(filter, 'score') : { ...filter, score: moving })
  }

  const ends = [
    {
      name: 'Lowest score',
      value: low,
      to: (value: number): [number, number] => [Math.min(value, high), high],
    },
    {
      name: 'Highest score',
      value: high,
      to: (value: number): [number, number] => [low, Math.max(value, low)],
    },
  ]
  return (
    <Facet id="score" title="Score" aside={`${low.toFixed(2)}–${high.toFixed(2)}`}>
      <div className="hg" role="img" aria-label={`Tracks by score, from 0 to 1: ${scores.join(', ')}`}>
        {scores.map((tracks, index) => {
          const inside = (index + 0.5) / scores.length >= low && (index + 0.5) / scores.length <= high
          const height = tracks === 0 ? 0 : Math.max(4, (100 * tracks) / highest)
          return (
            <i
              key={`${index} of ${scores.length}`}
              className={inside ? 'hit' : ''}
              style={{ height: `${height}%` }}
            />
          )
        })}
      </div>
      <div className="range2">
        {ends.map((end) => (
          <input
            key={end.name}
            type="range"
            className="slider"
            aria-label={end.name}
            min={0}
            max={1}
            step={0.05}
            value={end.value}
            onChange={(event) => setMoving(end.to(Number(event.target.value)))}
            onPointerUp={keep}
            onKeyUp={keep}
            onBlur={keep}
          />
        ))}
      </div>
    </Facet>
  )
}
