/** Loss, AUROC and false tracks removed, over the epochs. */
import type { Baseline, Run } from '../../../shared/contract/learning.ts'
import { Chart } from '../../components/Chart.tsx'
import type { ChartSeries } from '../../components/chartParts.ts'
import { baselineLines, lossSeries, metricSeries, span } from './curves.ts'
import { keptEpochOf, epochsWanted, shareWords } from './progress.ts'

interface RunChartsProps {
  run: Run
  before: Run | undefined
  baselines: readonly Baseline[]
}

export function RunCharts({ run, before, baselines }: RunChartsProps) {
  const own = { name: `run ${run.id}`, look: 'model' as const, epochs: run.epochs }
  const other = before
    ? { name: `run ${before.id}`, look: 'other-run' as const, epochs: before.epochs }
    : null
  const last = run.epochs.at(-1)
  const kept = keptEpochOf(run)
  const wanted = epochsWanted(run)
  const x = { title: 'epoch', min: 1, max: Math.max(2, wanted, other?.epochs.length ?? 0) }
  const loss = lossSeries(own, other)
  const auroc = metricSeries(own, other, ({ validationAuroc }) => validationAuroc)
  const removed = metricSeries(own, other, ({ validationRemovedAt99 }) => validationRemovedAt99)
  const empty = run.state === 'waiting' ? 'It waits its turn.' : 'The first epoch is not done yet.'
  const rules = kept && kept !== last ? [{ x: kept.epoch, text: `kept, epoch ${kept.epoch}` }] : []
  return (
    <div className="tr-trio">
      <Chart
        title="Loss"
        value={last?.validationLoss.toFixed(3)}
        x={x}
        y={axis(loss, 0.2, 0, 10)}
        series={loss}
        rules={rules}
        captions="top"
        empty={empty}
      />
      <Chart
        title="AUROC, validation"
        value={last?.validationAuroc?.toFixed(3)}
        x={x}
        y={{ ...axis([...auroc, ...baselineLines(baselines, x.max, (one) => one.auroc)], 0.1, 0, 1) }}
        series={[...baselineLines(baselines, x.max, (one) => one.auroc), ...auroc]}
        empty={
          auroc.every(({ points }) => points.length === 0) && last
            ? 'Validation holds one side only: there is no AUROC.'
            : empty
        }
      />
      <Chart
        title="False removed at 99 %"
        value={last && shareWords(last.validationRemovedAt99)}
        x={x}
        y={{ ...axis([], 0.2, 0, 1), format: shareWords }}
        series={[...baselineLines(baselines, x.max, (one) => one.removedAt99), ...removed]}
        empty={empty}
      />
    </div>
  )
}

const axis = (series: readonly ChartSeries[], step: number, least: number, most: number) => ({
  title: '',
  ...span(series, step, least, most),
})
