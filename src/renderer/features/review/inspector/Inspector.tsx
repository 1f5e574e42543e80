/** What is known of the track, what the model says, the boxes of the frame as text, and what was done. */
import { ClassChip } from '../../../components/ClassChip.tsx'
import { score } from '../../../state/format.ts'
import type { Opened } from '../useOpenedTrack.ts'
import { BoxesTable } from './BoxesTable.tsx'
import { Facts } from './Facts.tsx'
import { History } from './History.tsx'
import { ModelScore } from './ModelScore.tsx'
import './inspector.css'

export function Inspector({ opened }: { opened: Opened }) {
  const { row, track, problem } = opened
  return (
    <section className="panel rv-inspector" aria-label="Details">
      <div className="sec">
        <div className="sh rv-title">
          <h2>{row ? `Track ${row.number}` : 'No track'}</h2>
          {row && (
            <span className="ks muted">
              <ClassChip kind={row.label ?? 'none'} />
              {row.prediction && <ClassChip kind={row.prediction} as="prediction" />}
              {row.score !== null && score(row.score)}
            </span>
          )}
        </div>
        {problem && <p className="note">{problem.message}</p>}
        {row && <Facts row={row} track={track} />}
      </div>
      {row && <ModelScore row={row} track={track} />}
      <BoxesTable row={row} track={track} />
      <History track={track} />
    </section>
  )
}
