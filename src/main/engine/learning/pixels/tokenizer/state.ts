/** All that a tokenizer's training changes: with it, and the same clips and recipe, it goes on exactly. */
import type { TokenizerEpoch, TokenizerRecipe } from '../../../../../shared/contract/tokenizers.ts'
import { createRandom, type Random } from '../../../base/random.ts'
import { Adam } from '../../training/optimiser.ts'
import { TokenizerNetwork } from './network.ts'

export interface TokenizerState {
  weights: Float32Array
  adam: Adam
  random: Random
  epochs: TokenizerEpoch[]
}

export function freshState({ seed, quantiser }: TokenizerRecipe): TokenizerState {
  const random = createRandom(seed, 'tokenizer')
  const network = new TokenizerNetwork(quantiser)
  const weights = new Float32Array(network.size)
  let at = 0
  for (const parameter of network.parameters)
    for (let i = 0; i < parameter.size; i += 1) weights[at++] = parameter.start(random)
  return { weights, adam: new Adam(weights.length), random, epochs: [] }
}
