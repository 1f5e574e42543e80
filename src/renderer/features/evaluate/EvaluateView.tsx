/** Evaluate: one run at one threshold, beside its rivals; every figure opens its tracks. */
import { ChartLine } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '../../components/Button.tsx'
import { EmptyView } from '../../components/EmptyView.tsx'
import { useHandlers } from '../../state/commands.ts'
import { say } from '../../state/messages.ts'
import { useCatalogue } from '../../state/queries.ts'
import { go } from '../../state/route.ts'
import { Confusion } from './Confusion.tsx'
import { Calibration, DecisionAfter, PrecisionRecall } from './curves.tsx'
import { EvaluateBar } from './EvaluateBar.tsx'
import { keep, setEvaluate, stepThreshold, toggleTall, useEvaluate } from './evaluateState.ts'
import { Figures } from './Figures.tsx'
import { thresholdWords } from './figures.ts'
import { reviewSuspects } from './opening.ts'
import { RemovedKept } from './RemovedKept.tsx'
import { SideBySide } from './SideBySide.tsx'
import { Suspects } from './Suspects.tsx'
import { type Judged, useChosenRuns, useEvaluation } from './useEvaluation.ts'
import { WrongBy } from './WrongBy.tsx'
import './evaluateCommands.ts'
import './evaluate.css'
import './confusion.css'
import './tables.css'
import './comparison.css'

export function EvaluateView() {
  const { done, run, other, loaded } = useChosenRuns()
  const judged = useEvaluation(run, other)
  const tall = useEvaluate((state) => state.tall)
  const current = useCatalogue().data?.currentRun ?? null
  useTelling(judged)
  useHandlers({
    'evaluate.up': () => stepThreshold(0.01),
    'evaluate.down': () => stepThreshold(-0.01),
    'evaluate.keep99': () => keep(judged.evaluation?.keep99 ?? null, '99 %'),
    'evaluate.keep95': () => keep(judged.evaluation?.keep95 ?? null, '95 %'),
    'evaluate.suspects': () => run && void reviewSuspects(run.id, current),
    'evaluate.tall': toggleTall,
    'evaluate.differences': () => setEvaluate({ differencesOnly: !useEvaluate.getState().differencesOnly }),
  })
  if (loaded && run === undefined) return <NoRun />
  const { evaluation, against, metrics, error } = judged
  if (error && !evaluation) return <Problem words={error.message} />
  if (!run || !evaluation || !metrics) return <div className="view ev" aria-busy="true" />
  return (
    <div className={tall ? 'view ev tall' : 'view ev'}>
      <EvaluateBar run={run} other={other} done={done} evaluation={evaluation} />
      <Figures evaluation={evaluation} metrics={metrics} against={against} />
      {!tall && (
        <>
          <RemovedKept evaluation={evaluation} against={against} />
          <Confusion evaluation={evaluation} current={current} />
          <DecisionAfter evaluation={evaluation} against={against} />
          <PrecisionRecall evaluation={evaluation} against={against} />
          <Calibration evaluation={evaluation} />
        </>
      )}
      <SideBySide evaluation={evaluation} against={against} run={run} other={other ?? null} />
      {!tall && <WrongBy evaluation={evaluation} current={current} />}
      <Suspects run={run.id} current={current} />
    </div>
  )
}

/** A moved threshold is told in words once it stands still. */
function useTelling({ evaluation, metrics }: Judged): void {
  const threshold = useEvaluate((state) => state.threshold)
  const words =
    evaluation && metrics && evaluation.threshold === threshold ? thresholdWords(threshold, metrics) : null
  useEffect(() => {
    if (words !== null) say(words)
  }, [words])
}

function NoRun() {
  return (
    <div className="view ev-empty">
      <EmptyView
        icon={ChartLine}
        title="No model to judge yet"
        action={
          <Button variant="primary" big onClick={() => go('train')}>
            Train one
          </Button>
        }
      >
        Here you see how many false tracks a model removes and how many real ones it keeps, beside trivial
        rules, and choose the threshold. No run has finished in this catalogue.
      </EmptyView>
    </div>
  )
}

function Problem({ words }: { words: string }) {
  return (
    <div className="view ev-empty">
      <EmptyView
        icon={ChartLine}
        title="The run could not be judged"
        action={
          <Button onClick={() => setEvaluate({ on: 'test', run: null })}>
            Judge the latest run on its test part
          </Button>
        }
      >
        {words}
      </EmptyView>
    </div>
  )
}
