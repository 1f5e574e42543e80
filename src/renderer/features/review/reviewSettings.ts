/** How the person likes Review: overlays, zoom, panel widths; kept on this machine. */
import { create } from 'zustand'
import { recall, remember } from '../../state/memory.ts'

export type Zoom = 'auto' | '2' | '4' | '8'

export interface ReviewSettings {
  boxes: boolean
  trail: boolean
  follow: boolean
  loop: boolean
  /** Boxes and lanes of other sources of the same video, dimmed; false = left out. */
  otherSources: boolean
  /** Crops beside what a tokenizer makes of them. */
  reconstruction: boolean
  zoom: Zoom
  /** null = as given for this size of window. */
  queueWidth: number | null
  inspectorWidth: number | null
  /** Height of the lanes; null = what fits the window. */
  lanesHeight: number | null
  history: 'today' | 'track'
}

const given: ReviewSettings = {
  boxes: true,
  trail: true,
  follow: true,
  loop: true,
  otherSources: true,
  reconstruction: false,
  zoom: 'auto',
  queueWidth: null,
  inspectorWidth: null,
  lanesHeight: null,
  history: 'today',
}

const isSettings = (value: unknown): value is Partial<ReviewSettings> =>
  typeof value === 'object' && value !== null

export const useReviewSettings = create<ReviewSettings>(() => ({
  ...given,
  ...recall('review', {}, isSettings),
}))
useReviewSettings.subscribe((settings) => remember('review', settings))

export const setReview = (change: Partial<ReviewSettings>): void => useReviewSettings.setState(change)

type Toggle = 'boxes' | 'trail' | 'follow' | 'loop' | 'otherSources' | 'reconstruction'

export const toggleReview = (key: Toggle): void =>
  useReviewSettings.setState((state) => ({ [key]: !state[key] }))
