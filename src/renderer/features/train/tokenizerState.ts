/** The recipe of the next tokenizer, and which one the right side shows. */
import { create } from 'zustand'
import { TokenizerRecipe } from '../../../shared/contract/tokenizers.ts'
import { engine } from '../../state/engine.ts'
import { loadJobs } from '../../state/jobs.ts'
import { say, sayError } from '../../state/messages.ts'
import { outdate } from '../../state/queries.ts'

interface TokenizerState {
  recipe: TokenizerRecipe
  fold: boolean
  /** null = the runs are shown. */
  shown: number | null
}

export const givenRecipe: TokenizerRecipe = TokenizerRecipe.parse({})

export const useTokenizerState = create<TokenizerState>(() => ({
  recipe: givenRecipe,
  fold: false,
  shown: null,
}))

export const showTokenizer = (shown: number | null): void => useTokenizerState.setState({ shown })

export const setTokenizerRecipe = (change: Partial<TokenizerRecipe>): void =>
  useTokenizerState.setState(({ recipe }) => ({ recipe: { ...recipe, ...change } }))

/** Starts with the recipe as it stands; it waits behind a running training. */
export async function startTokenizer(): Promise<void> {
  try {
    const { recipe } = useTokenizerState.getState()
    const { tokenizer } = await engine.tokenizers.train({ recipe })
    say(`Tokenizer ${tokenizer} is queued`)
    showTokenizer(tokenizer)
    await loadJobs()
    outdate('tokenizers')
  } catch (error) {
    sayError(error)
  }
}
