/** The size of a recipe's model, known without loading a backend. A model is checked against it when it is built. */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import { looksAtPixels, usesTokenizer } from '../../../../shared/contract/recipe.ts'
import { stepWidth } from '../features/track/steps.ts'
import { trackWidth } from '../features/track/whole.ts'
import { type HeadRecipe, layersOf } from '../heads/tasks.ts'

export type ModelRecipe = HeadRecipe &
  Pick<
    Recipe,
    'preset' | 'features' | 'sequence' | 'width' | 'layers' | 'heads' | 'feedForward' | 'survival' | 'pixels'
  >

/** Positions that the transformer has vectors for. */
export const places = 500

/** Most steps of a track that go into a model; longer tracks are sampled evenly. As many as the published model has positions
 * for; of the richer inputs, which describe the whole track before, more say nothing new. */
export const mostSteps = { statistical: places, track: 200, past: 200 } as const

/** Sequence models that sum steps up themselves, and know tracks beside them. */
export const takesPlain = (sequence: Recipe['sequence']): boolean =>
  sequence === 'summary' || sequence === 'object'

const linear = (from: number, to: number): number => from * to + to

/** Of preset phase1: 2,432 + 231,936 + 2,625 = 236,993 (SEED §2.3). */
export function parametersOf(recipe: ModelRecipe): number {
  return ofFeatures(recipe) + ofSequence(recipe) + ofHead(recipe)
}

function ofFeatures(recipe: ModelRecipe): number {
  const { features, sequence, width } = recipe
  if (looksAtPixels(features)) return ofPixelFeatures(recipe)
  if (features === 'statistical') return linear(9, 32) + linear(32, takesPlain(sequence) ? 64 : width)
  return takesPlain(sequence) ? 0 : linear(stepWidth + trackWidth, width)
}

function ofSequence(recipe: ModelRecipe): number {
  const { sequence, width, layers, feedForward } = recipe
  if (sequence === 'summary') return linear(summaryInputs(recipe), width)
  if (sequence === 'recurrent') return 2 * linear(width, 3 * width)
  const layer = linear(width, 3 * width) + linear(width, width) + 4 * width
  const all = layers * (layer + linear(width, feedForward) + linear(feedForward, width))
  if (sequence === 'object') return linear(summaryInputs(recipe), width) + all
  return sequence === 'transformer' ? places * width + all : all
}

function summaryInputs({ features, pixels }: ModelRecipe): number {
  const beside = features === 'hybrid' ? pixels!.beside : features
  const seen = looksAtPixels(features) ? 6 * pixels!.width : 0
  if (beside === 'cnn' || beside === 'magvit') return seen
  return seen + (beside === 'statistical' ? 6 * 64 : 6 * stepWidth + trackWidth)
}

const ofHead = (recipe: ModelRecipe): number =>
  layersOf(recipe, recipe.width).reduce((sum, [, from, to]) => sum + linear(from, to), 0)

/** A tokenizer's encoder that is tuned: stem and two blocks of 64 channels, then scale and shift of what it says. */
const block = linear(2 * 64, 32) + linear(9 * 32, 32) + linear(32, 64)
const encoder = linear(48, 64) + 2 * block + 2 * 256

/** The network of features/cnn.ts, or one layer on what a tokenizer says, with its encoder where that is tuned; `hybrid` adds what stands beside it, and where a sequence model wants its width, a layer to it. */
function ofPixelFeatures({ features, sequence, width, pixels }: ModelRecipe): number {
  const network = linear(48, 16) + linear(9 * 64, 32) + linear(9 * 128, 48) + linear(16 * 48, pixels!.width)
  const told = linear(256, pixels!.width) + (pixels!.tuned ? encoder : 0)
  const seen = usesTokenizer({ features, pixels }) ? told : network
  const beside =
    features === 'hybrid' && pixels!.beside === 'statistical' ? linear(9, 32) + linear(32, 64) : 0
  if (takesPlain(sequence)) return seen + beside
  const inputs = features !== 'hybrid' ? 0 : pixels!.beside === 'statistical' ? 64 : stepWidth + trackWidth
  return seen + beside + linear(pixels!.width + inputs, width)
}
