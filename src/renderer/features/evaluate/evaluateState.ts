/** Which run is judged, against which, on what, at which threshold. It stays while other views are open. */
import { create } from 'zustand'
import { say } from '../../state/messages.ts'
import { clampThreshold } from './threshold.ts'

interface EvaluateState {
  /** null = the run whose scores are shown, else the latest finished one. */
  run: number | null
  /** null = the finished run before it; 0 = none. */
  against: number | null
  on: string
  threshold: number
  unit: 'tracks' | 'clips'
  differencesOnly: boolean
  /** The lower row takes the place of the charts too. */
  tall: boolean
  wrongBy: 'length' | 'source' | 'kind'
  table: 'rules' | 'sources' | 'kinds' | 'attention' | 'early' | 'tasks' | 'sweep' | 'labels' | 'comparison'
  /** null = the latest. */
  sweep: number | null
  comparison: number | null
}

export const useEvaluate = create<EvaluateState>(() => ({
  run: null,
  against: null,
  on: 'test',
  threshold: 0.5,
  unit: 'tracks',
  differencesOnly: true,
  tall: false,
  wrongBy: 'length',
  table: 'rules',
  sweep: null,
  comparison: null,
}))

export const setEvaluate = (change: Partial<EvaluateState>): void => useEvaluate.setState(change)

export const toggleTall = (): void => setEvaluate({ tall: !useEvaluate.getState().tall })

export const setThreshold = (threshold: number): void => setEvaluate({ threshold: clampThreshold(threshold) })
export const stepThreshold = (by: number): void => setThreshold(useEvaluate.getState().threshold + by)

/** The threshold that keeps so much of the real tracks, where the run knows one. */
export function keep(threshold: number | null, share: string): void {
  if (threshold === null) say(`No threshold keeps ${share} here: the validation part holds no real track.`)
  else setThreshold(threshold)
}
