/** The figures of the run in hand and of the one beside it, at the threshold in force. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Evaluation, Metrics, Run } from '../../../shared/contract/learning.ts'
import { engine } from '../../state/engine.ts'
import { keys, useCatalogue, useRuns } from '../../state/queries.ts'
import { useRoute } from '../../state/route.ts'
import { setEvaluate, useEvaluate } from './evaluateState.ts'
import { atThreshold } from './threshold.ts'

const settle = 120

/** A value once it has stood still: a dragged threshold asks the engine only where it stops. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settle)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

const useOne = (run: number | undefined, on: string, threshold: number) =>
  useQuery<Evaluation | null>({
    queryKey: [...keys.evaluation, run ?? null, on, threshold],
    queryFn: ({ signal }) => engine.learning.evaluate({ run: run!, on, threshold }, { signal }),
    enabled: run !== undefined,
    placeholderData: keepPreviousData,
  })

/** Finished runs, latest first; the one in hand; the one beside it. */
export function useChosenRuns(): {
  done: Run[]
  run: Run | undefined
  other: Run | undefined
  loaded: boolean
} {
  const { data } = useRuns()
  const current = useCatalogue().data?.currentRun
  const asked = useRoute((route) =>
    route.view === 'evaluate' ? Number(route.params.run ?? Number.NaN) : Number.NaN,
  )
  const { run: chosen, against } = useEvaluate()
  // Another view asks for a run: then it is the one in hand, until another is chosen here.
  useEffect(() => {
    if (Number.isInteger(asked)) setEvaluate({ run: asked })
  }, [asked])
  const done = (data ?? []).filter(({ state }) => state === 'done').sort((a, b) => b.id - a.id)
  const by = (id: number | null | undefined): Run | undefined => done.find((run) => run.id === id)
  const run = by(chosen) ?? by(asked) ?? by(current) ?? done[0]
  const before = done.find(({ id }) => run !== undefined && id < run.id)
  const other = against === null ? before : by(against)
  return { done, run, other: other?.id === run?.id ? undefined : other, loaded: data !== undefined }
}

export interface Judged {
  readonly evaluation: Evaluation | null
  readonly against: Evaluation | null
  /** Of the unit in view, at the threshold in force. */
  readonly metrics: Metrics | null
  readonly error: Error | null
}

export function useEvaluation(run: Run | undefined, other: Run | undefined): Judged {
  const { on, threshold, unit } = useEvaluate()
  const settled = useSettled(threshold)
  const own = useOne(run?.id, on, settled)
  const beside = useOne(other?.id, on, settled)
  const evaluation = own.data?.run === run?.id ? (own.data ?? null) : null
  const against = other && beside.data?.run === other.id ? beside.data : null
  const clips = unit === 'clips' ? (evaluation?.clips ?? null) : null
  const metrics = clips ?? (evaluation && atThreshold(evaluation, threshold))
  return { evaluation, against, metrics, error: own.error }
}
