/** Do the parts of a model fit? */
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Parts } from './parts.ts'

/** Throws VALIDATION naming the two parts that do not fit, and their numbers. */
export function fitTogether({ features, sequence, head }: Parts): void {
  const [extractor, model] = [`extractor '${features.name}'`, `sequence model '${sequence.name}'`]
  mustFit(extractor, features.outputDim, model, sequence.inputDim, 'a step')
  mustFit(extractor, features.trackOutputDim, model, sequence.trackInputDim, 'a track')
  mustFit(model, sequence.outputDim, `head '${head.name}'`, head.inputDim, 'a step')
  if (features.maxSteps > sequence.maxSteps)
    throw unfit(
      `The ${extractor} gives up to ${features.maxSteps} steps a track, but the ${model} takes ${sequence.maxSteps}.`,
    )
  if (head.takes === 'steps' && sequence.gives === 'tracks')
    throw unfit(`The ${model} gives one row a track, but the head '${head.name}' sums up steps itself.`)
}

function mustFit(giver: string, gives: number, taker: string, takes: number, unit: string): void {
  if (gives === takes) return
  throw unfit(`The ${giver} gives ${gives} numbers ${unit}, but the ${taker} takes ${takes}.`)
}

const unfit = (what: string) =>
  new TracksieveError('VALIDATION', what, 'Choose parts whose widths fit, or set their widths in the recipe.')
