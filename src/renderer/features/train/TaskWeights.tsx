/** What the head learns beside persistence, and what each of it weighs. */
import type { HeadChoice, Recipe } from '../../../shared/contract/learning.ts'
import { NumberField } from '../../components/Field.tsx'
import { useHeads } from '../../state/queries.ts'
import { recipeOfPreset } from './recipe.ts'
import { setRecipe } from './trainState.ts'

export function TaskWeights({ recipe }: { recipe: Recipe }) {
  const head = useHeads().data?.find(({ name }) => name === recipe.head)
  if (!head || head.tasks.length === 0) return null
  const usual = recipeOfPreset(recipe.preset).tasks
  return (
    <fieldset className="tr-tasks" aria-label="Weights of tasks">
      {[persistence, ...head.tasks].map(({ name, title, means, weight }) => (
        <div
          key={name}
          className={
            weightOf(recipe.tasks, name, weight) === weightOf(usual, name, weight) ? '' : 'tr-changed'
          }
        >
          <NumberField
            label={`${title}, weight`}
            value={weightOf(recipe.tasks, name, weight)}
            min={name === 'persistence' ? 0.1 : 0}
            max={1000}
            step={0.1}
            onChange={(value) => setRecipe({ tasks: { ...recipe.tasks, [name]: value } })}
          />
          <p className="tr-means">{means}</p>
        </div>
      ))}
    </fieldset>
  )
}

const persistence: HeadChoice['tasks'][number] = {
  name: 'persistence',
  title: 'Persistence',
  means: 'What tracks are scored and filtered by. The others weigh against it.',
  weight: 1,
  loss: 'classes',
}

const weightOf = (tasks: Recipe['tasks'], name: string, usual: number): number => tasks?.[name] ?? usual
