/** The run, the pinned one and the rules, figure by figure, each with its interval. */
import { Pin } from 'lucide-react'
import type { CSSProperties } from 'react'
import type { Evaluation, Run } from '../../../shared/contract/learning.ts'
import { Icon } from '../../components/Icon.tsx'
import { columnsOf, rowsOf } from './sideBySide.ts'

interface RulesTableProps {
  evaluation: Evaluation
  against: Evaluation | null
  run: Run
  other: Run | null
  differencesOnly: boolean
}

export function RulesTable({ evaluation, against, run, other, differencesOnly }: RulesTableProps) {
  const columns = columnsOf(evaluation, run, against, other)
  return (
    <table className="ev-side ev-rules" style={{ '--columns': columns.length } as CSSProperties}>
      <colgroup>
        <col className="ev-s1" />
      </colgroup>
      <thead>
        <tr>
          <td />
          {columns.map(({ id, name, pinned }, i) => (
            <th key={id} scope="col" title={name} className={`r ell ${i === 0 ? 'strong' : ''}`}>
              {pinned && i > 0 && <Icon of={Pin} size={12} />} {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(columns, differencesOnly).map(({ title, cells, group }) => (
          <tr key={title} className={group ? 'grp' : ''}>
            <th scope="row">{title}</th>
            {cells.map(({ text, difference, interval }, i) => (
              <td key={columns[i]?.id} className="r">
                {text}
                <span className="ev-difference">{difference}</span>
                {interval && <span className="ev-range">{interval}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
