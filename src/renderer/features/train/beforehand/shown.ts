/** What stands on the right of Train in place of the runs. */
import { create } from 'zustand'

export interface Shown {
  readonly what: 'tokenizer' | 'pretraining'
  readonly id: number
}

/** null = the runs. */
export const useShown = create<{ shown: Shown | null }>(() => ({ shown: null }))

export const show = (shown: Shown | null): void => useShown.setState({ shown })
