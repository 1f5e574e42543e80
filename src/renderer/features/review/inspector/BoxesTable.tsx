/** The text twin of the picture: every box of the frame that is shown. */
import type { Track, TrackRow } from '../../../../shared/contract/tracks.ts'
import { ClassChip } from '../../../components/ClassChip.tsx'
import { score } from '../../../state/format.ts'
import { useShownBoxes } from '../overlay/shownBoxes.ts'
import { selectTrack } from '../verdict/verdict.ts'

export function BoxesTable({ row, track }: { row: TrackRow | undefined; track: Track | null }) {
  const { frame, boxes } = useShownBoxes(row, track)
  const seen = boxes.filter(({ ghost }) => !ghost)
  return (
    <div className="sec rv-boxes">
      <div className="sh">
        <h2>Boxes in frame {frame}</h2>
        <span className="sp" />
        <span className="muted">{seen.length}</span>
      </div>
      <div className="rv-scroll" tabIndex={0} role="region" aria-label={`Boxes in frame ${frame}`}>
        <table className="t24">
          <colgroup>
            <col className="rv-c1" />
            <col className="rv-c2" />
            <col />
            <col />
            <col />
            <col />
            <col className="rv-c7" />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">
                <span className="vh">Class</span>
              </th>
              <th scope="col">Id</th>
              <th scope="col" className="r">
                x
              </th>
              <th scope="col" className="r">
                y
              </th>
              <th scope="col" className="r">
                w
              </th>
              <th scope="col" className="r">
                h
              </th>
              <th scope="col" className="r">
                Score
              </th>
            </tr>
          </thead>
          <tbody>
            {seen.map((one) => (
              <tr key={one.track} aria-selected={one.selected} className={one.foreign ? 'faint' : ''}>
                <td>
                  {one.label || !one.prediction ? (
                    <ClassChip kind={one.label ?? 'none'} />
                  ) : (
                    <ClassChip kind={one.prediction} as="prediction" />
                  )}
                </td>
                <td>
                  <button
                    type="button"
                    className="rv-id"
                    aria-label={`Track ${one.number}: show it`}
                    onClick={() => void selectTrack(one.track, one.number)}
                  >
                    {one.number}
                  </button>
                </td>
                <td className="r">{Math.round(one.box.x)}</td>
                <td className="r">{Math.round(one.box.y)}</td>
                <td className="r">{Math.round(one.box.w)}</td>
                <td className="r">{Math.round(one.box.h)}</td>
                <td className="r">{score(one.score)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
