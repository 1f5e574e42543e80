/** Labels against predictions at the threshold: a table of buttons, each opens its tracks. */
import type { Evaluation } from '../../../shared/contract/learning.ts'
import { classes, type TrackClass } from '../../../shared/words.ts'
import { ClassChip } from '../../components/ClassChip.tsx'
import { count, percent, plural } from '../../state/format.ts'
import { useSources } from '../../state/queries.ts'
import { filterOfCell, filterOn, openInLibrary } from './opening.ts'

interface ConfusionProps {
  evaluation: Evaluation
  current: number | null
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

export function Confusion({ evaluation, current }: ConfusionProps) {
  const { confusion } = evaluation
  const { data: sources } = useSources()
  const open = (label: TrackClass, prediction: TrackClass): void => {
    const filter = {
      ...filterOn(evaluation.on, sources ?? []),
      ...filterOfCell(label, prediction, evaluation.threshold),
    }
    void openInLibrary(evaluation.run, current, filter)
  }
  return (
    <section className="panel ev2" aria-label="Confusion by label">
      <div className="sh">
        <h2>Confusion by label</h2>
        <span className="sp" />
        <span className="muted">a cell opens its tracks</span>
      </div>
      <table className="ev-confusion" aria-label="Labels against predictions">
        <colgroup>
          <col className="ev-c1" />
          <col />
          <col />
          <col />
          <col className="ev-c5" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Label</th>
            {classes.map((one) => (
              <th key={one} scope="col">
                <span className="ks">
                  <ClassChip kind={one} as="prediction" silent />
                  {one}
                </span>
              </th>
            ))}
            <th scope="col" className="r">
              All
            </th>
          </tr>
        </thead>
        <tbody>
          {classes.map((label, row) => {
            const counts = confusion[row] ?? []
            return (
              <tr key={label}>
                <th scope="row">
                  <span className="ks">
                    <ClassChip kind={label} silent />
                    {label}
                  </span>
                </th>
                {classes.map((prediction, column) => (
                  <Cell
                    key={prediction}
                    label={label}
                    prediction={prediction}
                    tracks={counts[column] ?? 0}
                    of={sum(counts)}
                    onOpen={() => open(label, prediction)}
                  />
                ))}
                <td className="r muted">{count(sum(counts))}</td>
              </tr>
            )
          })}
          <tr className="ev-totals">
            <th scope="row">All</th>
            {classes.map((one, column) => (
              <td key={one}>{count(sum(confusion.map((row) => row[column] ?? 0)))}</td>
            ))}
            <td className="r">{count(sum(confusion.flat()))}</td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}

interface CellProps {
  label: TrackClass
  prediction: TrackClass
  tracks: number
  of: number
  onOpen(): void
}

function Cell({ label, prediction, tracks, of, onOpen }: CellProps) {
  const share = of > 0 ? tracks / of : 0
  return (
    <td className={`ev-cell ${label === prediction ? 'ok' : ''}`}>
      <button
        type="button"
        style={{ '--f': share } as React.CSSProperties}
        aria-label={`${plural(tracks, 'track')}: label ${label}, predicted ${prediction}. Open them`}
        onClick={onOpen}
      >
        <b>{count(tracks)}</b>
        {of > 0 && <span>{percent(share)}</span>}
      </button>
    </td>
  )
}
