/** Start from fresh weights, from a pretraining on unlabelled tracks, or from those of a finished run. */
import type { Pretraining } from '../../../shared/contract/pretraining.ts'
import { SelectField } from '../../components/Field.tsx'
import { usePretrainings, useRuns } from '../../state/queries.ts'
import { pretrainingWords, startingFrom, valueOf } from './goOn.ts'
import { recipeSummary } from './recipe.ts'
import { goOnFrom, setRecipe, useTrain } from './trainState.ts'

const ended = ({ epochs, recipe }: Pretraining): boolean => epochs.length === recipe.epochs

export function GoOnFrom() {
  const { recipe } = useTrain()
  const done = (useRuns().data ?? []).filter(({ state }) => state === 'done').sort((a, b) => b.id - a.id)
  const pretrained = (usePretrainings().data ?? []).filter(ended)
  const value = valueOf(recipe)
  if (done.length === 0 && pretrained.length === 0 && value === 'fresh') return null
  const choose = (chosen: string): void => {
    const run = done.find(({ id }) => `run ${id}` === chosen)
    const one = pretrained.find(({ id }) => `pretraining ${id}` === chosen)
    if (run) goOnFrom(run)
    else if (one) setRecipe(startingFrom(one))
    else setRecipe({ from: undefined, pretrained: chosen === 'latest' ? 'latest' : null })
  }
  return (
    <div className={`tr-from ${value === 'fresh' ? '' : 'tr-changed'}`}>
      <SelectField
        label="Starts from"
        value={value}
        options={[
          { value: 'fresh', title: 'fresh weights' },
          ...(recipe.pretrained === 'latest'
            ? [{ value: 'latest', title: 'the latest pretraining of such parts' }]
            : []),
          ...pretrained.map((one) => ({ value: `pretraining ${one.id}`, title: pretrainingWords(one) })),
          ...done.map((run) => ({
            value: `run ${run.id}`,
            title: `run ${run.id}, ${recipeSummary(run.recipe)}`,
          })),
        ]}
        onChange={choose}
      />
      <p className="tr-means">
        Going on from a run takes its weights and its recipe; what it has trained on stays out of the test. A
        pretraining has seen unlabelled tracks alone: it gives its parts, and the head starts anew.
      </p>
    </div>
  )
}
