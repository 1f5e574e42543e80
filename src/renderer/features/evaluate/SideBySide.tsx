/** The figures of the run beside its rivals, of each source, of each kind; and its attention by class. */
import type { Evaluation, Run } from '../../../shared/contract/learning.ts'
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { Switch } from '../../components/Switch.tsx'
import { AttentionTable } from './AttentionTable.tsx'
import { ComparisonTable } from './ComparisonTable.tsx'
import { EarlyDecisions } from './EarlyDecisions.tsx'
import { setEvaluate, toggleTall, useEvaluate } from './evaluateState.ts'
import { leadWords } from './figures.ts'
import { GroupTable } from './GroupTable.tsx'
import { LabelCurve } from './LabelCurve.tsx'
import { ObjectAttentionTable } from './ObjectAttentionTable.tsx'
import { RulesTable } from './RulesTable.tsx'
import { TaskTable } from './TaskTable.tsx'
import { SweepTable } from './SweepTable.tsx'

interface SideBySideProps {
  evaluation: Evaluation
  against: Evaluation | null
  run: Run
  other: Run | null
}

const tables = {
  rules: 'Rules',
  sources: 'Sources',
  kinds: 'Kinds',
  attention: 'Attention',
  early: 'Early',
  tasks: 'Tasks',
  sweep: 'Sweeps',
  labels: 'Labels',
  comparison: 'Comparison',
} as const
type Table = keyof typeof tables

export function SideBySide(props: SideBySideProps) {
  const { evaluation } = props
  const { differencesOnly: only, table, tall } = useEvaluate()
  const absent = evaluation.baselines.filter(({ absent: why }) => why !== null)
  const beside: Record<Table, string> = {
    rules: leadWords(evaluation),
    sources: 'each holds for the word beside',
    kinds: 'one side only: look at accuracy',
    tasks: 'learned beside persistence',
    attention: evaluation.amongTracks ? 'mean per track, of its video' : 'mean per box, of its own track',
    early: 'decided box by box',
    sweep: 'mean ± deviation over seeds',
    labels: 'AUROC by number of labels',
    comparison: 'what each reaches and costs',
  }
  const without = absent.map(({ name, absent: why }) => `Without ${name}: ${why}`).join('\n')
  return (
    <section className="panel ev6" aria-label="Side by side">
      <div className="sh">
        <h2>Side by side</h2>
        <span className="seg">
          {(Object.keys(tables) as Table[]).map((one) => (
            <Button key={one} pressed={table === one} onClick={() => setEvaluate({ table: one })}>
              {tables[one]}
            </Button>
          ))}
        </span>
        <span className="muted ell" title={`${beside[table]}\n${without}`.trim()}>
          {beside[table]}
        </span>
        <span className="sp" />
        {table === 'rules' && (
          <Switch on={only} onChange={(on) => setEvaluate({ differencesOnly: on })}>
            Differences only
          </Switch>
        )}
        <Button
          variant="quiet"
          icon={tall ? ChevronsDownUp : ChevronsUpDown}
          label={tall ? 'Show the charts again' : 'Tables over the whole height'}
          command="evaluate.tall"
          pressed={tall}
          onClick={toggleTall}
        />
      </div>
      <div className="ev-scroll" tabIndex={0} role="region" aria-label="Side by side, table">
        {table === 'rules' && <RulesTable {...props} differencesOnly={only} />}
        {table === 'sources' && <GroupTable what="Source" groups={evaluation.bySource} />}
        {table === 'kinds' && <GroupTable what="Kind" groups={evaluation.byKind} />}
        {table === 'labels' && <LabelCurve run={props.run} />}
        {table === 'comparison' && <ComparisonTable />}
        {table === 'sweep' && <SweepTable shown={props.run.id} />}
        {table === 'tasks' && <TaskTable tasks={evaluation.tasks} />}
        {table === 'early' && <EarlyDecisions run={props.run} />}
        {table === 'attention' &&
          (evaluation.amongTracks ? (
            <ObjectAttentionTable attention={evaluation.amongTracks} />
          ) : (
            <AttentionTable classes={evaluation.attention} />
          ))}
      </div>
    </section>
  )
}
