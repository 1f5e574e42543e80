/** Train: what will be used, the one button, the curves as they grow, and all runs. */
import { Brain } from 'lucide-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Recipe, Run, TrainPlan } from '../../../shared/contract/learning.ts'
import { Button } from '../../components/Button.tsx'
import { EmptyView } from '../../components/EmptyView.tsx'
import { Meter } from '../../components/Meter.tsx'
import { Splitter } from '../../components/Splitter.tsx'
import { useHandlers } from '../../state/commands.ts'
import { engine } from '../../state/engine.ts'
import { cancelJob } from '../../state/jobs.ts'
import { isNumber, useRemembered } from '../../state/memory.ts'
import { keys } from '../../state/queries.ts'
import { PlanPanel } from './PlanPanel.tsx'
import { type Shortage, shortageOf } from './planTable.ts'
import { RunPanel } from './RunPanel.tsx'
import { RunsTable } from './RunsTable.tsx'
import { reviewFor, startTraining } from './trainActs.ts'
import { backToPreset, useTrain } from './trainState.ts'
import { isTraining, runBefore, runToShow, useLiveRuns } from './useLiveRuns.ts'
import { TokenizerPanel } from './TokenizerPanel.tsx'
import { useTokenizerState } from './tokenizerState.ts'
import { useSeenTokenizers } from './useSeenTokenizers.ts'
import './trainCommands.ts'
import './train.css'
import './runs.css'

const usePlan = (recipe: Recipe) =>
  useQuery({
    queryKey: [...keys.plan, recipe],
    queryFn: ({ signal }) => engine.learning.plan(recipe, { signal }),
    placeholderData: keepPreviousData,
  })

export function TrainView() {
  const { recipe, fold, shownRun } = useTrain()
  const { data: plan, error } = usePlan(recipe)
  const { runs, loaded } = useLiveRuns()
  const [width, setWidth] = useRemembered('train width', 400, isNumber)
  const run = runToShow(runs, shownRun)
  const shownTokenizer = useTokenizerState((state) => state.shown)
  const tokenizer = useSeenTokenizers().find(({ id }) => id === shownTokenizer)
  useTrainHandlers(plan, runs, fold)

  const shortage = plan && plan.problems.length > 0 ? shortageOf(plan) : null
  if (plan && loaded && runs.length === 0 && shortage && !tokenizer)
    return <TooFew shortage={shortage} plan={plan} />
  return (
    <div className="view tr" style={{ '--tr-left': `${width}px` } as React.CSSProperties}>
      <PlanPanel plan={plan ?? null} problem={error} runs={runs} shortage={shortage} />
      <Splitter label="Width of what will be used" value={width} min={340} max={560} onChange={setWidth} />
      <section className="panel tr-right" aria-label={tokenizer ? 'Tokenizer' : 'Runs'}>
        {tokenizer ? (
          <TokenizerPanel tokenizer={tokenizer} />
        ) : (
          <>
            <RunPanel run={run} before={run && runBefore(runs, run)} runs={runs} loaded={loaded} />
            {runs.length > 0 && <RunsTable runs={runs} shown={run?.id ?? null} />}
          </>
        )}
      </section>
    </div>
  )
}

function useTrainHandlers(plan: TrainPlan | undefined, runs: readonly Run[], fold: boolean | null): void {
  const job = runs.find(isTraining)?.job ?? null
  useHandlers({
    'train.start': {
      run: () => void startTraining(),
      when: () => plan !== undefined && plan.problems.length === 0,
    },
    'train.cancel': {
      run: () => job !== null && void cancelJob(job),
      when: () => job !== null,
    },
    'train.recipe': () => useTrain.setState({ fold: !fold }),
    'train.preset': backToPreset,
  })
}

/** Nothing can be trained yet: what for, why not, and the one thing to do. */
function TooFew({ shortage, plan }: { shortage: Shortage; plan: TrainPlan }) {
  const [busy, setBusy] = useState(false)
  const { have, need, missing } = shortage
  const act = (): void => {
    setBusy(true)
    void reviewFor({ labels: ['none'] }, false).finally(() => setBusy(false))
  }
  const words = `Label ${missing} more ${missing === 1 ? 'track' : 'tracks'} to train · ${have}/${need}`
  return (
    <div className="view tr-empty">
      <EmptyView
        icon={Brain}
        title="Train a model on your labels"
        action={
          <>
            <Meter done={have} total={need} label="Labels" />
            <Button
              variant="primary"
              big
              disabledReason={busy ? 'Review is being opened.' : null}
              onClick={act}
            >
              {words}
            </Button>
          </>
        }
      >
        It learns from them which tracks are objects, and filters the rest. It needs 20 labels with at least 5
        of each side, and has {have}: {shortage.real} persistent, {shortage.false} transient.{' '}
        {plan.unlabelled > 0 ? `${plan.unlabelled.toLocaleString('en')} tracks have none.` : ''}
      </EmptyView>
    </div>
  )
}
