/** What a recipe's head learns, with the weights that the recipe gives. */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { LayerPlan, Task } from './plan.ts'
import { headPlan } from './registry.ts'

export type HeadRecipe = Pick<Recipe, 'head' | 'tasks' | 'ahead' | 'classes'>

/** Of the loss of persistence. */
export const persistenceWeight = ({ tasks }: Pick<Recipe, 'tasks'>): number => tasks?.persistence ?? 1

/** Beside persistence; what weighs nothing is left out. Throws VALIDATION for weights of unknown tasks, or of nothing. */
export function tasksOf(recipe: HeadRecipe): Task[] {
  const known = headPlan(recipe.head).tasks?.(recipe) ?? []
  refuseWeights(recipe, ['persistence', ...known.map(({ name }) => name)])
  const tasks = known
    .map((task) => ({ ...task, weight: recipe.tasks?.[task.name] ?? task.weight }))
    .filter(({ weight }) => weight > 0)
  const empty = tasks.find(({ width }) => width === 0)
  if (!empty) return tasks
  throw new TracksieveError(
    'VALIDATION',
    `The task ${empty.name} has nothing to answer: no ${empty.name} is known.`,
    'Weigh it 0, or choose sources with classes.',
  )
}

export const layersOf = (recipe: HeadRecipe, width: number): readonly LayerPlan[] =>
  headPlan(recipe.head).layers(width, tasksOf(recipe))

function refuseWeights({ head, tasks }: HeadRecipe, names: readonly string[]): void {
  const given = Object.keys(tasks ?? {})
  const unknown = given.find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new TracksieveError(
      'VALIDATION',
      `The head '${head}' has no task '${unknown}'; it has ${names.join(', ')}.`,
      names.length === 1 ? 'Take the head multitask, or leave tasks out.' : 'Correct the name.',
    )
  if (persistenceWeight({ tasks }) > 0) return
  const nothing = names.every((name) => tasks?.[name] === 0)
  throw new TracksieveError(
    'VALIDATION',
    nothing
      ? 'All tasks weigh 0: nothing would be learned.'
      : 'Persistence weighs 0, but it is what a model scores and filters by.',
    'Give it a weight, 1 for example.',
  )
}
