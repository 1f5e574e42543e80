/** What the head learns beside persistence: the losses of each task over the epochs, and how good it is now. */
import type { HeadChoice, Run } from '../../../shared/contract/learning.ts'
import { Chart } from '../../components/Chart.tsx'
import { useHeads } from '../../state/queries.ts'
import { span, taskSeries } from './curves.ts'
import { epochsWanted } from './progress.ts'

export function TaskCharts({ run }: { run: Run }) {
  const known = useHeads().data?.find(({ name }) => name === run.recipe.head)?.tasks ?? []
  const names = Object.keys(run.epochs[0]?.tasks ?? {})
  if (names.length === 0) return null
  const x = { title: 'epoch', min: 1, max: Math.max(2, epochsWanted(run)) }
  return (
    <div className="tr-trio tr-tasks-row">
      {names.map((name) => {
        const series = taskSeries(run.epochs, name)
        return (
          <Chart
            key={name}
            title={`${titleOf(known, name)}: loss`}
            value={figureWords(
              run,
              known.find((task) => task.name === name),
              name,
            )}
            x={x}
            y={{ title: '', ...span(series, 0.2, 0, 100) }}
            series={series}
            captions="top"
            empty="Nothing is known of this task yet."
          />
        )
      })}
    </div>
  )
}

const titleOf = (known: HeadChoice['tasks'], name: string): string =>
  known.find((task) => task.name === name)?.title ?? name

/** Share of right classes, or the error, of the validation tracks after the last epoch. */
function figureWords({ epochs }: Run, task: HeadChoice['tasks'][number] | undefined, name: string) {
  const figure = epochs.at(-1)?.tasks?.[name]?.figure
  if (figure === null || figure === undefined) return undefined
  return task?.loss === 'distance' ? `off by ${figure.toFixed(3)}` : `${figure.toFixed(3)} right`
}
