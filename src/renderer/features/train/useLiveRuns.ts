/** All runs, asked again as epochs end: at most four times a second. */
import { useEffect } from 'react'
import type { Run } from '../../../shared/contract/learning.ts'
import type { JobKind } from '../../../shared/jobs.ts'
import { onJobEvent } from '../../state/jobs.ts'
import { outdate, useRuns } from '../../state/queries.ts'

const pause = 250
const trains = new Set<JobKind>(['train', 'sweep'])

export function useLiveRuns(): { runs: Run[]; loaded: boolean } {
  const { data } = useRuns()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = onJobEvent((event) => {
      const news = event.type === 'metric' || (event.type === 'state' && trains.has(event.job.kind))
      if (!news || timer !== undefined) return
      timer = setTimeout(() => {
        timer = undefined
        outdate('runs', 'sweeps')
      }, pause)
    })
    return () => {
      end()
      clearTimeout(timer)
    }
  }, [])
  return { runs: [...(data ?? [])].sort((a, b) => b.id - a.id), loaded: data !== undefined }
}

export const isTraining = (run: Run): boolean => run.state === 'running' || run.state === 'waiting'

/** The run that the charts show: the chosen one, else the one that trains, else the latest. */
export const runToShow = (runs: readonly Run[], chosen: number | null): Run | undefined =>
  runs.find(({ id }) => id === chosen) ?? runs.find(({ state }) => state === 'running') ?? runs[0]

/** The run to compare with: the latest finished one before it. */
export const runBefore = (runs: readonly Run[], run: Run): Run | undefined =>
  runs.find((other) => other.id < run.id && other.epochs.length > 0 && !isTraining(other))
