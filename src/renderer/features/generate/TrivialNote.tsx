/** What the simplest rules make of the set, before it is made. */
import { TriangleAlert } from 'lucide-react'
import type { GenerateRecipe } from '../../../shared/contract/clipRecipe.ts'
import { Icon } from '../../components/Icon.tsx'
import { percent } from '../../state/format.ts'
import { useRules, useSettled } from './recipe.ts'

export function TrivialNote({ recipe }: { recipe: GenerateRecipe }) {
  // The pictures come first: these take up to a second of both cores.
  const rules = useRules(useSettled(recipe, 500))
  return (
    <div className="note2" aria-live="polite">
      <Icon of={TriangleAlert} />
      {rules.data ? (
        <span>
          One threshold sorts (balanced, first {recipe.preset === 'realistic' ? 'scenes' : 'clips'} of the
          set):{' '}
          {rules.data.map(({ rule, balanced }, i) => (
            <span key={rule}>
              {i > 0 && ', '}
              {rule} <b className="strong">{percent(balanced)}</b>
            </span>
          ))}
          .
          {rules.data.some(({ balanced }) => balanced > 0.97) && recipe.preset !== 'tracker' && (
            <>
              {' '}
              A model’s accuracy on such a set says little. For a test that says something take{' '}
              <b className="strong">tracker</b>.
            </>
          )}
        </span>
      ) : (
        <span>{rules.isError ? 'What trivial rules solve could not be told.' : 'Trying trivial rules…'}</span>
      )}
    </div>
  )
}
