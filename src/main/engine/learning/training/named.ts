/** A recipe with what it left open: which tokenizer, which pretraining. */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import { withTokenizer } from '../pixels/encoded.ts'
import { withPretrained } from '../pretraining/choose.ts'

/** Throws VALIDATION where one is not there. */
export const withNames = (catalogue: string, recipe: Recipe): Recipe =>
  withPretrained(catalogue, withTokenizer(catalogue, recipe))
