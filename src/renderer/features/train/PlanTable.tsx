/** Labels × split, what is left out, and the shares as a bar. */
import type { TrainPlan } from '../../../shared/contract/learning.ts'
import { splits } from '../../../shared/words.ts'
import { ClassChip } from '../../components/ClassChip.tsx'
import { NumberHeads } from '../../components/NumberHeads.tsx'
import { count } from '../../state/format.ts'
import { planRows, splitNote, usedPerSplit } from './planTable.ts'

const heads = ['Train', 'Validation', 'Test', 'All']

export function PlanTable({ plan }: { plan: TrainPlan }) {
  const rows = planRows(plan.counts)
  const used = usedPerSplit(plan.counts)
  return (
    <>
      <table className="t24 tr-plan">
        <colgroup>
          <col />
          <col className="tr-c1" />
          <col className="tr-c2" />
          <col className="tr-c3" />
          <col className="tr-c4" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Label</th>
            <NumberHeads of={heads} />
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ label }) => label !== 'unsure')
            .map((row) => (
              <Line key={row.label} chip={row.label} title={row.label} numbers={[...row.perSplit, row.all]} />
            ))}
          <tr className="tr-sum">
            <th scope="row">used</th>
            {[...used.perSplit, used.all].map((number, i) => (
              <td key={heads[i]} className="r">
                {count(number)}
              </td>
            ))}
          </tr>
          {rows
            .filter(({ label }) => label === 'unsure')
            .map((row) => (
              <Line
                key={row.label}
                chip="unsure"
                title="unsure, left out"
                out
                numbers={[...row.perSplit, row.all]}
              />
            ))}
          <Line chip="none" title="no label, left out" out numbers={[null, null, null, plan.unlabelled]} />
        </tbody>
      </table>
      {used.all > 0 && <SplitBar perSplit={used.perSplit} all={used.all} />}
      <p className="note">{splitNote(plan.counts)}</p>
    </>
  )
}

interface LineProps {
  chip: 'persistent' | 'brief' | 'noise' | 'unsure' | 'none'
  title: string
  numbers: (number | null)[]
  out?: boolean
}

function Line({ chip, title, numbers, out }: LineProps) {
  return (
    <tr className={out ? 'tr-out' : ''}>
      <th scope="row">
        <span className="ks">
          <ClassChip kind={chip} silent />
          {title}
        </span>
      </th>
      {numbers.map((number, i) => (
        <td key={heads[i]} className={`r ${i === 3 && !out ? 'strong' : ''}`}>
          {number === null ? '–' : count(number)}
        </td>
      ))}
    </tr>
  )
}

function SplitBar({ perSplit, all }: { perSplit: readonly number[]; all: number }) {
  const words = perSplit.map((number, i) => `${number} ${splits[i]}`).join(', ')
  return (
    <div className="tr-splitbar" role="img" aria-label={`Split: ${words}`}>
      {perSplit.map((number, i) => {
        const share = Math.round((number / all) * 100)
        return (
          number > 0 && (
            <span key={splits[i]} style={{ flex: number }} title={`${splits[i]} ${share} %`}>
              {share >= 25 ? `${splits[i]} ` : ''}
              {share} %
            </span>
          )
        )
      })}
    </div>
  )
}
