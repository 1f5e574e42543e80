/** The test tracks that compared recipes score furthest apart; each opens in Review. */
import type { ComparisonReport } from '../../../shared/contract/learning.ts'
import { ClassChip } from '../../components/ClassChip.tsx'
import { TrackThumb } from '../../components/TrackThumb.tsx'
import { sayError } from '../../state/messages.ts'
import { go } from '../../state/route.ts'
import { goToTrack, setFilter } from '../../state/trackList.ts'
import { contestedWords } from './comparison.ts'

async function review(track: number): Promise<void> {
  try {
    if (!(await goToTrack(track))) {
      await setFilter({})
      await goToTrack(track)
    }
    go('review')
  } catch (error) {
    sayError(error)
  }
}

export function ContestedTracks({ report }: { report: ComparisonReport }) {
  if (report.contested.length === 0) return null
  return (
    <section aria-label="Tracks that they score furthest apart">
      <div className="sh">
        <h3>Furthest apart</h3>
      </div>
      <ul className="ev-contested">
        {report.contested.map((one) => (
          <li key={one.track}>
            <button type="button" onClick={() => void review(one.track)}>
              <TrackThumb track={one.track} count={8} size={48} />
              <ClassChip kind={one.label} />
              <b>{one.number}</b>
              <span className="muted ell" title={`${one.video}: ${contestedWords(one, report)}`}>
                {contestedWords(one, report)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
