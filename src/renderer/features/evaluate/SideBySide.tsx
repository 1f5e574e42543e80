/** The run, the pinned one and the rules, figure by figure. */
import { Pin } from 'lucide-react'
import type { Evaluation, Run } from '../../../shared/contract/learning.ts'
import { Icon } from '../../components/Icon.tsx'
import { Switch } from '../../components/Switch.tsx'
import { setEvaluate, useEvaluate } from './evaluateState.ts'
import { columnsOf, rowsOf } from './sideBySide.ts'

interface SideBySideProps {
  evaluation: Evaluation
  against: Evaluation | null
  run: Run
  other: Run | null
}

export function SideBySide({ evaluation, against, run, other }: SideBySideProps) {
  const only = useEvaluate((state) => state.differencesOnly)
  const columns = columnsOf(evaluation, run, against, other)
  const rows = rowsOf(columns, only)
  const absent = evaluation.baselines.filter(({ absent: why }) => why !== null)
  return (
    <section className="panel ev6" aria-label="Side by side">
      <div className="sh">
        <h2>Side by side</h2>
        <span
          className="muted ell"
          title={absent.map(({ name, absent: why }) => `${name}: ${why}`).join('\n')}
        >
          {absent.length > 0 && `without ${absent.map(({ name }) => name).join(', ')}`}
        </span>
        <span className="sp" />
        <Switch on={only} onChange={(on) => setEvaluate({ differencesOnly: on })}>
          Differences only
        </Switch>
      </div>
      <div className="ev-scroll" tabIndex={0} role="region" aria-label="Side by side, table">
        <table className="ev-side">
          <colgroup>
            <col className="ev-s1" />
          </colgroup>
          <thead>
            <tr>
              <td />
              {columns.map(({ id, name, pinned }, i) => (
                <th key={id} scope="col" className={`r ${i === 0 ? 'strong' : ''}`}>
                  {pinned && i > 0 && <Icon of={Pin} size={12} />} {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ title, cells, group }) => (
              <tr key={title} className={group ? 'grp' : ''}>
                <th scope="row">{title}</th>
                {cells.map(({ text, difference }, i) => (
                  <td key={columns[i]?.id} className="r">
                    {text}
                    <span className="ev-difference">{difference}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
