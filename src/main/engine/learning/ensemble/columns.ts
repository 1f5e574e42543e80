/** Which numbers of a summed row the regressions take. */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import { ownSteps, stepWidth } from '../features/track/steps.ts'
import { ownTrack, trackWidth } from '../features/track/whole.ts'
import { summedWidth } from './summed.ts'

const motion = 9
const first = (n: number): number[] => Array.from({ length: n }, (_, k) => k)

/** Means of the steps and numbers of the track: all of them, and those that the track alone decides. */
export function columnsOf(features: Recipe['features']): { all: number[]; own: number[] } {
  if (features === 'statistical') return { all: first(motion), own: first(motion) }
  const track = (k: number) => summedWidth(stepWidth, 0) + k
  return {
    all: [...first(stepWidth), ...first(trackWidth).map(track)],
    own: [...ownSteps, ...ownTrack.map(track)],
  }
}
