/** Each task of the head beside its trivial rules, on the judged tracks of which something is known. */
import type { TaskFigures } from '../../../shared/contract/learning.ts'
import { NumberHeads } from '../../components/NumberHeads.tsx'
import { plural } from '../../state/format.ts'
import { rangeText, three } from './figures.ts'

export function TaskTable({ tasks }: { tasks: readonly TaskFigures[] }) {
  if (tasks.length === 0)
    return (
      <p className="note">
        This model answers persistence alone. Preset multitask also learns the label of three and the next
        positions.
      </p>
    )
  return (
    <>
      {tasks.map(({ task, title, n, columns, lines }) => (
        <table key={task} className="ev-side ev-groups ev-tasks" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">
                {title} <span className="muted">· {plural(n, 'track')}</span>
              </th>
              <NumberHeads of={columns.map(({ title }) => title)} />
            </tr>
          </thead>
          <tbody>
            {lines.map(({ id, name, values, intervals = [] }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                {values.map((value, i) => (
                  <td
                    key={columns[i]?.title}
                    className={`r ${isBest(lines, columns, i, value) ? 'strong' : ''}`}
                  >
                    {three(value)}
                    {intervals[i] && <span className="ev-range">{rangeText(intervals[i])}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <p className="note">
        Small: 95 % intervals, videos (of fewer than five: tracks) drawn anew. Next positions are judged on
        tracks that are cut somewhere; rules saw the training tracks only.
      </p>
    </>
  )
}

/** Of its column: the model's name alone says nothing. */
function isBest(
  lines: TaskFigures['lines'],
  columns: TaskFigures['columns'],
  column: number,
  value: number | null,
): boolean {
  const known = lines.flatMap(({ values }) => values[column] ?? [])
  if (value === null || known.length === 0) return false
  return value === (columns[column]!.better === 'higher' ? Math.max(...known) : Math.min(...known))
}
