/** Labels that the run finds least likely: perhaps the label is wrong, perhaps the model is. */
import { useQuery } from '@tanstack/react-query'
import { Focus } from 'lucide-react'
import type { Suspect } from '../../../shared/contract/learning.ts'
import { isReal } from '../../../shared/words.ts'
import { Button } from '../../components/Button.tsx'
import { ClassChip } from '../../components/ClassChip.tsx'
import { TrackThumb } from '../../components/TrackThumb.tsx'
import { engine } from '../../state/engine.ts'
import { count, score } from '../../state/format.ts'
import { keys } from '../../state/queries.ts'
import { trackName } from '../../state/trackName.ts'
import { reviewSuspects } from './opening.ts'

const most = 50

/** Label and score stand on different sides. */
const doubted = ({ label, score: value, unseen }: Suspect): boolean =>
  isReal(label) !== (unseen ?? value) >= 0.5

export function Suspects({ run, current }: { run: number; current: number | null }) {
  const { data } = useQuery({
    queryKey: [...keys.suspects, run],
    queryFn: ({ signal }) => engine.learning.suspects({ run, limit: most }, { signal }),
  })
  const suspects = (data ?? []).filter(doubted)
  return (
    <section className="panel ev7" aria-label="Suspected wrong labels">
      <div className="sh">
        <h2>Suspected wrong labels</h2>
        <span className="muted">
          {data && (suspects.length === most ? `the worst ${most}` : count(suspects.length))}
        </span>
        <span className="sp" />
        <Button
          icon={Focus}
          command="evaluate.suspects"
          disabledReason={data && suspects.length === 0 ? 'The run agrees with every label.' : null}
          onClick={() => void reviewSuspects(run, current)}
        >
          Review them
        </Button>
      </div>
      {data && suspects.length === 0 ? (
        <p className="note">The run agrees with every label: none looks wrong to it.</p>
      ) : (
        <div className="ev-scroll">
          <table className="ev-suspects">
            <colgroup>
              <col className="ev-t1" />
              <col className="ev-t2" />
              <col />
              <col className="ev-t4" />
              <col className="ev-t4" />
              <col className="ev-t4" />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">
                  <span className="vh">Crop</span>
                </th>
                <th scope="col">Track</th>
                <th scope="col">Label, model</th>
                <th scope="col" className="r">
                  Score
                </th>
                <th scope="col" className="r" title="By models that did not see the track (cross-validation)">
                  Unseen
                </th>
                <th scope="col" className="r" aria-sort="descending">
                  Loss ↓
                </th>
              </tr>
            </thead>
            <tbody>
              {suspects.map((suspect) => (
                <Row
                  key={suspect.track}
                  suspect={suspect}
                  onOpen={() => void reviewSuspects(run, current, suspect)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({ suspect, onOpen }: { suspect: Suspect; onOpen(): void }) {
  return (
    <tr onClick={onOpen}>
      <td>
        <TrackThumb track={suspect.track} count={8} size={48} />
      </td>
      <th scope="row">
        <button
          type="button"
          className="ev-open"
          aria-label={`Track ${suspect.number} of ${suspect.videoName}: review it`}
          title={`Track ${suspect.number} of ${suspect.videoName}`}
          onClick={(event) => {
            event.stopPropagation()
            onOpen()
          }}
        >
          {trackName(suspect)}
        </button>
      </th>
      <td>
        <span className="ks">
          <ClassChip kind={suspect.label} />
          <span className="faint">→</span>
          <ClassChip kind={suspect.prediction} as="prediction" />
        </span>
      </td>
      <td className="r">{score(suspect.score)}</td>
      <td className="r">{suspect.unseen === null ? '–' : score(suspect.unseen)}</td>
      <td className="r">{suspect.loss.toFixed(2)}</td>
    </tr>
  )
}
