/** Train: what will be used, the one button, the curves as they grow, and all runs. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Recipe, Run, TrainPlan } from '../../../shared/contract/learning.ts'
import { Splitter } from '../../components/Splitter.tsx'
import { useHandlers } from '../../state/commands.ts'
import { engine } from '../../state/engine.ts'
import { cancelJob } from '../../state/jobs.ts'
import { isNumber, useRemembered } from '../../state/memory.ts'
import { keys } from '../../state/queries.ts'
import { PlanPanel } from './PlanPanel.tsx'
import { shortageOf } from './planTable.ts'
import { RunPanel } from './RunPanel.tsx'
import { RunsTable } from './RunsTable.tsx'
import { TooFew } from './TooFew.tsx'
import { startTraining } from './trainActs.ts'
import { backToPreset, suit, useTrain } from './trainState.ts'
import { isTraining, runBefore, runToShow, useLiveRuns } from './useLiveRuns.ts'
import { PretrainingPanel } from './beforehand/PretrainingPanel.tsx'
import { useShown } from './beforehand/shown.ts'
import { TokenizerPanel } from './beforehand/TokenizerPanel.tsx'
import { useSeenPretrainings, useSeenTokenizers } from './beforehand/useSeen.ts'
import './trainCommands.ts'
import './train.css'
import './runs.css'

function usePlan(recipe: Recipe) {
  const plan = useQuery({
    queryKey: [...keys.plan, recipe],
    queryFn: ({ signal }) => engine.learning.plan(recipe, { signal }),
    placeholderData: keepPreviousData,
  })
  const suits = plan.data?.suits
  useEffect(() => {
    if (suits) suit(suits)
  }, [suits])
  return plan
}

export function TrainView() {
  const { recipe, fold, shownRun } = useTrain()
  const { data: plan, error } = usePlan(recipe)
  const { runs, loaded } = useLiveRuns()
  const [width, setWidth] = useRemembered('train width', 400, isNumber)
  const run = runToShow(runs, shownRun)
  const beforehand = useBeforehand()
  /** Asked for although there are too few labels: tokenizers and pretrainings need none. */
  const [anyway, setAnyway] = useState(false)
  useTrainHandlers(plan, runs, fold)

  const shortage = plan && plan.problems.length > 0 ? shortageOf(plan) : null
  if (plan && loaded && runs.length === 0 && shortage && !beforehand && !anyway)
    return <TooFew shortage={shortage} plan={plan} onAnyway={() => setAnyway(true)} />
  return (
    <div className="view tr" style={{ '--tr-left': `${width}px` } as React.CSSProperties}>
      <PlanPanel plan={plan ?? null} problem={error} runs={runs} shortage={shortage} />
      <Splitter label="Width of what will be used" value={width} min={340} max={560} onChange={setWidth} />
      <section className="panel tr-right" aria-label={beforehand ? 'Trained beforehand' : 'Runs'}>
        {beforehand ?? (
          <>
            <RunPanel run={run} before={run && runBefore(runs, run)} runs={runs} loaded={loaded} />
            {runs.length > 0 && <RunsTable runs={runs} shown={run?.id ?? null} />}
          </>
        )}
      </section>
    </div>
  )
}

/** What is shown in place of the runs, where something is. */
function useBeforehand() {
  const shown = useShown((state) => state.shown)
  const tokenizer = useSeenTokenizers().find(({ id }) => id === shown?.id)
  const pretraining = useSeenPretrainings().find(({ id }) => id === shown?.id)
  if (shown?.what === 'tokenizer' && tokenizer) return <TokenizerPanel tokenizer={tokenizer} />
  if (shown?.what === 'pretraining' && pretraining) return <PretrainingPanel pretraining={pretraining} />
  return null
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
