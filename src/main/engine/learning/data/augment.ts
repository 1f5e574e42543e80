/** Other looks at the training tracks: not for accuracy, but so that one model serves short tracks and files without scores. */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import type { Random } from '../../base/random.ts'
import { type View, wholeView } from '../model/parts.ts'

/** What is the same for all tracks of a file: two random numbers. */
export interface FileView {
  hidden: number
  turned: number
}

export type Augmentation = Pick<Recipe, 'prefixes' | 'hideScores' | 'mirror'>

export const augments = ({ prefixes, hideScores, mirror }: Augmentation): boolean =>
  prefixes + hideScores + mirror > 0

/**
 * Of a track with so many boxes: cut to its first ones (log-uniform, so that one box is as likely as a doubling) whose
 * last is then not known to be its end; without scores; mirrored. Four random numbers, whatever comes of them.
 */
export function drawView(
  boxes: number,
  { prefixes, hideScores, mirror }: Augmentation,
  random: Random,
  of?: FileView,
): View {
  const [cut, length, hidden, turned] = [
    random.uniform(),
    random.uniform(),
    random.uniform(),
    random.uniform(),
  ]
  const first = Math.min(boxes, Math.floor(Math.exp(length * Math.log(boxes + 1))))
  const file = of ?? { hidden, turned }
  const view = { ...wholeView(boxes), scores: file.hidden >= hideScores, mirror: file.turned < mirror }
  return cut < prefixes ? { ...view, boxes: first, endKnown: false } : view
}
