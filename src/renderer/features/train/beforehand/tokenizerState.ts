/** The recipe of the next tokenizer. */
import { create } from 'zustand'
import { TokenizerRecipe } from '../../../../shared/contract/tokenizers.ts'
import { engine } from '../../../state/engine.ts'
import { loadJobs } from '../../../state/jobs.ts'
import { say, sayError } from '../../../state/messages.ts'
import { outdate } from '../../../state/queries.ts'
import { show } from './shown.ts'

export const givenTokenizer: TokenizerRecipe = TokenizerRecipe.parse({})

export const useTokenizerState = create<{ recipe: TokenizerRecipe; fold: boolean }>(() => ({
  recipe: givenTokenizer,
  fold: false,
}))

export const setTokenizer = (change: Partial<TokenizerRecipe>): void =>
  useTokenizerState.setState(({ recipe }) => ({ recipe: { ...recipe, ...change } }))

/** Starts with the recipe as it stands; it waits behind a running training. */
export async function startTokenizer(): Promise<void> {
  try {
    const { recipe } = useTokenizerState.getState()
    const { tokenizer } = await engine.tokenizers.train({ recipe })
    say(`Tokenizer ${tokenizer} is queued`)
    show({ what: 'tokenizer', id: tokenizer })
    await loadJobs()
    outdate('tokenizers')
  } catch (error) {
    sayError(error)
  }
}
