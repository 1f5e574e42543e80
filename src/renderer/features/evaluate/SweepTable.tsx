/** Mean ± spread of each recipe of a sweep, its runs below it, and the rules on the same splits. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../components/Button.tsx'
import { Menu } from '../../components/Menu.tsx'
import { engine } from '../../state/engine.ts'
import { keys, useRuns } from '../../state/queries.ts'
import { go } from '../../state/route.ts'
import { setEvaluate, useEvaluate } from './evaluateState.ts'
import { sweepColumns, type SweepRow, sweepRows } from './sweepTable.ts'

const useSweeps = () =>
  useQuery({ queryKey: keys.sweeps, queryFn: ({ signal }) => engine.learning.sweeps(undefined, { signal }) })

export function SweepTable({ shown }: { shown: number }) {
  const { data: sweeps } = useSweeps()
  const { data: runs = [] } = useRuns()
  const { sweep: chosen, unit } = useEvaluate()
  const sweep = sweeps?.find(({ id }) => id === chosen) ?? sweeps?.[0]
  if (!sweeps) return null
  if (!sweep)
    return (
      <div className="ev-none">
        <p>No sweep yet: several recipes or seeds as one job, to see how far figures vary by chance.</p>
        <Button onClick={() => go('train')}>Train several seeds</Button>
      </div>
    )
  const clips = unit === 'clips' && sweep.lines.some((line) => line.unit === 'clip')
  const rows = sweepRows(sweep, runs, clips ? 'clip' : 'track')
  return (
    <table className="ev-side ev-groups ev-sweep">
      <caption>
        <Menu
          label="Sweep"
          items={sweeps.map(({ id, recipes, seeds }) => ({
            title: `sweep ${id}`,
            detail: `${recipes.map(({ name }) => name).join(' · ')}, ${seeds.length} seeds`,
            checked: id === sweep.id,
            run: () => setEvaluate({ sweep: id }),
          }))}
        >
          Sweep {sweep.id}
        </Menu>
        <span className="muted">
          {sweep.state === 'done' ? '' : `${sweep.state}. `}
          {sweep.paired} Small: the first recipe minus the best rule, the others minus the first.
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col">Recipe</th>
          {sweepColumns.map(({ name, title }) => (
            <th key={name} scope="col" className="r">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.key} row={row} shown={row.run !== null && row.run === shown} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ row, shown }: { row: SweepRow; shown: boolean }) {
  const { run } = row
  return (
    <tr className={`ev-${row.kind}`} aria-selected={shown}>
      <th scope="row" className="ell" title={`${row.name}, ${row.detail}`}>
        {run === null ? (
          row.name
        ) : (
          <button type="button" className="ev-open" onClick={() => setEvaluate({ run })}>
            {row.name}
          </button>
        )}
        <span className="ev-detail"> {row.detail}</span>
      </th>
      {row.cells.map(({ text, spread, difference }, i) => (
        <td key={sweepColumns[i]!.name} className="r">
          {text} {spread !== '' && <span className="ev-spread">{spread}</span>}
          {difference !== '' && <span className="ev-range">{difference}</span>}
        </td>
      ))}
    </tr>
  )
}
