/** Start from fresh weights, or from those of a finished run. */
import { useRuns } from '../../state/queries.ts'
import { SelectField } from '../../components/Field.tsx'
import { recipeSummary } from './recipe.ts'
import { goOnFrom, setRecipe, useTrain } from './trainState.ts'

export function GoOnFrom() {
  const { recipe } = useTrain()
  const done = (useRuns().data ?? []).filter(({ state }) => state === 'done').sort((a, b) => b.id - a.id)
  if (done.length === 0) return null
  const choose = (value: string): void => {
    const run = done.find(({ id }) => String(id) === value)
    if (run) goOnFrom(run)
    else setRecipe({ from: undefined })
  }
  return (
    <div className={`tr-from ${recipe.from === undefined ? '' : 'tr-changed'}`}>
      <SelectField
        label="Starts from"
        value={String(recipe.from ?? 'fresh')}
        options={[
          { value: 'fresh', title: 'fresh weights' },
          ...done.map((run) => ({
            value: String(run.id),
            title: `run ${run.id}, ${recipeSummary(run.recipe)}`,
          })),
        ]}
        onChange={choose}
      />
      <p className="tr-means">
        Going on from a run takes its weights and its recipe; what it has trained on stays out of the test.
      </p>
    </div>
  )
}
