/** Left: the next run, with the one button; what it will learn from; its recipe. */
import { Play } from 'lucide-react'
import type { Run, TrainPlan } from '../../../shared/contract/learning.ts'
import { Button } from '../../components/Button.tsx'
import { count, plural } from '../../state/format.ts'
import { ComparePanel } from './ComparePanel.tsx'
import { Notice } from './Notice.tsx'
import { PlanTable } from './PlanTable.tsx'
import type { Shortage } from './planTable.ts'
import { RecipeFold } from './RecipeFold.tsx'
import { remedyFor, startTraining } from './trainActs.ts'
import { runsWanted } from './sweep.ts'
import { PretrainingFold } from './beforehand/PretrainingFold.tsx'
import { TokenizerFold } from './beforehand/TokenizerFold.tsx'
import { useTrain } from './trainState.ts'
import { isTraining } from './useLiveRuns.ts'

interface PlanPanelProps {
  plan: TrainPlan | null
  problem: Error | null
  runs: readonly Run[]
  shortage: Shortage | null
}

export function PlanPanel({ plan, problem, runs, shortage }: PlanPanelProps) {
  const done = runs.filter(({ state }) => state === 'done')
  const scored = done.length > 0
  const asked = useTrain()
  const wanted = runsWanted(asked.recipe.from === undefined ? asked : { ...asked, beside: [] })
  const refused = plan?.problems[0] ?? (plan === null ? 'What will be used is being counted.' : null)
  return (
    <section className="panel tr-left" aria-label="What will be trained">
      <div className="tr-hero">
        <h1>{headWords(runs[0]?.id ?? 0, wanted)}</h1>
        <p className="muted">{plan ? heroWords(plan, runs[0], done[0], wanted) : ' '}</p>
        <Button
          variant="primary"
          big
          icon={Play}
          command="train.start"
          disabledReason={refused}
          onClick={() => void startTraining()}
        >
          {runs.some(isTraining) ? 'Add to queue' : 'Train'}
        </Button>
      </div>
      <div className="tr-scroll">
        {problem && <Notice words={problem.message} />}
        {plan && (
          <div className="sec">
            <div className="sh">
              <h2>What will be used</h2>
            </div>
            <PlanTable plan={plan} />
            {plan.problems.map((words) => (
              <Notice
                key={words}
                words={words}
                detail="Nothing is trained until then."
                {...remedies(plan, shortage, scored)}
              />
            ))}
            {plan.warnings.map((words) => (
              <Notice key={words} words={words} {...remedies(plan, shortage, scored)} />
            ))}
          </div>
        )}
        <ComparePanel />
        <RecipeFold parameters={plan?.parameters ?? null} />
        <TokenizerFold />
        <PretrainingFold />
      </div>
    </section>
  )
}

const headWords = (last: number, wanted: number): string =>
  wanted === 1 ? `Train run ${last + 1}` : `Train runs ${last + 1} to ${last + wanted}`

/** "911 labels, 38 new since run 11. About 1 min." The time is that of the last run, by labels. */
function heroWords(plan: TrainPlan, last: Run | undefined, done: Run | undefined, wanted: number): string {
  const since = last ? `, ${count(plan.newSinceLastRun)} new since run ${last.id}` : ''
  const about =
    done?.seconds && done.labels > 0
      ? ` ${aboutWords((done.seconds / done.labels) * plan.used * wanted)}`
      : ''
  return `${plural(plan.used, 'label')}${since}.${about}`
}

function aboutWords(seconds: number): string {
  if (seconds < 10) return 'A few seconds, as the last one.'
  if (seconds < 50) return `About ${Math.round(seconds / 10) * 10} s, as the last one.`
  return `About ${Math.round(seconds / 60)} min, as the last one.`
}

function remedies(plan: TrainPlan, shortage: Shortage | null, scored: boolean) {
  const short = shortage === null ? null : shortage.real < 5 ? 'real' : shortage.false < 5 ? 'false' : null
  const { words, run } = remedyFor(plan, short, scored)
  return { action: words, onAction: run }
}
