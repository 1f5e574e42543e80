/** Figures of each source or kind: what they hold for, and the best rule on the same tracks. */
import type { Group } from '../../../shared/contract/learning.ts'
import { count } from '../../state/format.ts'
import { holdsWords, intervalWords, percent, percentRange, rangeText, shortNames, three } from './figures.ts'

export function GroupTable({ what, groups }: { what: string; groups: readonly Group[] }) {
  return (
    <table className="ev-side ev-groups">
      <thead>
        <tr>
          <th scope="col">{what}</th>
          <th scope="col">Holds for</th>
          <th scope="col" className="r">
            Real of all
          </th>
          <th scope="col" className="r">
            Accuracy
          </th>
          <th scope="col" className="r">
            AUROC
          </th>
          <th scope="col" className="r">
            Removed at 95
          </th>
          <th scope="col" className="r">
            Best rule
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ group, holds, metrics, rival }) => {
          const { accuracy, auroc } = metrics.intervals?.of ?? {}
          return (
            <tr key={group} title={intervalWords(metrics)}>
              <th scope="row" className="ell">
                {group}
              </th>
              <td>{holdsWords[holds]}</td>
              <td className="r">
                {count(metrics.real)} of {count(metrics.n)}
              </td>
              <td className="r">
                {three(metrics.accuracy)}
                {accuracy && <span className="ev-range">{rangeText(accuracy)}</span>}
              </td>
              <td className="r">
                {three(metrics.auroc)}
                {auroc && <span className="ev-range">{rangeText(auroc)}</span>}
              </td>
              <td className="r">
                {metrics.removedAt95 === null ? '–' : percent(metrics.removedAt95)}
                {metrics.intervals?.of.removedAt95 && (
                  <span className="ev-range">{percentRange(metrics.intervals.of.removedAt95)}</span>
                )}
              </td>
              <td className="r">
                {three(rival?.value)}
                <span className="ev-range">{rival && (shortNames[rival.id] ?? rival.name)}</span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
