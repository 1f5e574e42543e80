/** Score by frame in a cell: what the model says along the track; broken where it is not seen. */
import { useQuery } from '@tanstack/react-query'
import { engine } from '../../state/engine.ts'
import { keys, useCatalogue } from '../../state/queries.ts'
import { trackRows, useTrackList } from '../../state/trackList.ts'
import { scorePath } from './scorePath.ts'

/** Lines that are asked for together: of the rows around. */
const together = 50

function idsAround(position: number): number[] {
  const first = Math.floor(position / together) * together
  return Array.from({ length: together }, (_, i) => trackRows.at(first + i)?.id ?? -1).filter((id) => id > 0)
}

export function ScoreLine({ position, track }: { position: number; track: number }) {
  const list = useTrackList((state) => state.list?.list)
  const run = useCatalogue().data?.currentRun ?? null
  const lines = useQuery({
    queryKey: [...keys.scoreLines, list, run, Math.floor(position / together)],
    queryFn: async () => {
      const answer = await engine.tracks.scoreLines({ tracks: idsAround(position) })
      return new Map(answer.map((line) => [line.track, line.points]))
    },
    enabled: run !== null,
  }).data
  const points = lines?.get(track)
  if (!points || points.length === 0) return null
  return (
    <svg className="by-frame" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" x2="100" y1="50" y2="50" />
      <path d={scorePath(points)} />
    </svg>
  )
}
