/** Which pretraining a recipe starts from, and what of it a model takes. */

import type { Recipe } from '../../../../shared/contract/learning.ts'
import type { Pretraining } from '../../../../shared/contract/pretraining.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'
import { bodyParts, differing } from '../training/goOn.ts'
import { listPretrainings, type Meaning, readPretraining } from './pretrainedFile.ts'

/** The recipe with the number of the pretraining that it starts from. Throws VALIDATION where none is there, or it does not fit. */
export function withPretrained(catalogue: string, recipe: Recipe): Recipe {
  const { pretrained } = recipe
  if (pretrained === null || pretrained === undefined) return recipe
  const ready = listPretrainings(catalogue).filter((one) => one.epochs.length === one.recipe.epochs)
  const chosen = pretrained === 'latest' ? latest(ready, recipe) : ready.find(({ id }) => id === pretrained)
  if (!chosen) throw missing(pretrained, ready.length)
  const what = differing(recipe, chosen.recipe, bodyParts)
  if (what === '') return { ...recipe, pretrained: chosen.id }
  throw new TracksieveError(
    'VALIDATION',
    `Pretraining ${chosen.id} has a model of other parts: ${what}.`,
    'Set the same parts in the recipe, or pretrain such a model: tracksieve pretrain.',
  )
}

const latest = (ready: readonly Pretraining[], recipe: Recipe) =>
  ready.find((one) => differing(recipe, one.recipe, bodyParts) === '')

function missing(asked: number | 'latest', others: number): TracksieveError {
  const which =
    asked === 'latest'
      ? `There is no pretraining of these parts${others > 0 ? `, only ${others} of others` : ''}`
      : `Pretraining ${asked} is not there, or not trained to its end`
  return new TracksieveError('VALIDATION', `${which}.`, 'Pretrain first: tracksieve pretrain CATALOGUE.')
}

/**
 * Fresh weights with those of the pretraining in the extractor and the sequence model; the head stays as drawn. Throws
 * VALIDATION naming the first weights that do not fit.
 */
export function startFromPretrained(
  file: string,
  pipeline: ModularTrackingPipeline,
  fresh: Float32Array,
): { weights: Float32Array } & Meaning {
  const { tensors, meaning } = readPretraining(file)
  const weights = fresh.slice()
  const head = new Set(pipeline.parts.head.parameters)
  let at = 0
  for (const parameter of pipeline.parameters) {
    const { name, shape, size } = parameter
    const stored = tensors[`weights.${name}`]
    if (!head.has(parameter)) {
      if (stored?.shape.join() !== shape.join()) throw otherShape(file, name, stored?.shape, shape)
      weights.set(stored.values, at)
    }
    at += size
  }
  return { weights, ...meaning }
}

function otherShape(
  file: string,
  name: string,
  found: readonly number[] | undefined,
  wanted: readonly number[],
): TracksieveError {
  const is = found ? `[${found.join(', ')}]` : 'missing'
  return new TracksieveError(
    'VALIDATION',
    `In ${file} the weights '${name}' are ${is}; this model needs [${wanted.join(', ')}].`,
    'Pretrain a model of the same parts.',
  )
}
