/** The recipe of the next pretraining. */
import { create } from 'zustand'
import { PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import { engine } from '../../../state/engine.ts'
import { loadJobs } from '../../../state/jobs.ts'
import { say, sayError } from '../../../state/messages.ts'
import { outdate } from '../../../state/queries.ts'
import { show } from './shown.ts'

export const givenPretraining: PretrainRecipe = PretrainRecipe.parse({})

export const usePretrainingState = create<{ recipe: PretrainRecipe; fold: boolean }>(() => ({
  recipe: givenPretraining,
  fold: false,
}))

export const setPretraining = (change: Partial<PretrainRecipe>): void =>
  usePretrainingState.setState(({ recipe }) => ({ recipe: { ...recipe, ...change } }))

/** Starts with the recipe as it stands; it waits behind a running training. */
export async function startPretraining(): Promise<void> {
  try {
    const { recipe } = usePretrainingState.getState()
    const { pretraining } = await engine.pretraining.train({ recipe })
    say(`Pretraining ${pretraining} is queued`)
    show({ what: 'pretraining', id: pretraining })
    await loadJobs()
    outdate('pretrainings')
  } catch (error) {
    sayError(error)
  }
}

/** What does not fit together in a recipe; null = it can be asked for. */
export function misfit(recipe: PretrainRecipe): string | null {
  const issue = PretrainRecipe.safeParse(recipe).error?.issues[0]
  return issue ? `${issue.path.join('.')} ${issue.message}` : null
}
