/** Can a recipe go on from the weights of another? */
import { looksAtPixels, Recipe, usesTokenizer } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'

export const bodyParts = [
  'features',
  'sequence',
  'width',
  'layers',
  'heads',
  'feedForward',
  'survival',
] as const
const allParts = [...bodyParts, 'head', 'tasks', 'ahead', 'classes'] as const

/** What a task weighs may change, not whether it is there. */
const tasksIn = ({ tasks }: Recipe) => Object.keys(tasks ?? {}).filter((name) => tasks![name]! > 0)

/** "width 64 there, 32 here"; empty where nothing differs. */
export const differing = (recipe: object, before: object, parts: readonly string[]): string => {
  const [here, there] = [recipe, before] as Record<string, unknown>[]
  return parts
    .filter((part) => JSON.stringify(here![part]) !== JSON.stringify(there![part]))
    .map((part) => `${part} ${said(there![part])} there, ${said(here![part])} here`)
    .join('; ')
}

const said = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none')

/** Of what looks at pixels. A frozen encoder must be the same one: another says other things by the same numbers. */
function looksWith({ features, pixels }: Recipe) {
  if (!looksAtPixels(features) || !pixels) return {}
  const visual = usesTokenizer({ features, pixels }) ? 'magvit' : 'cnn'
  const beside = features === 'hybrid' ? pixels.beside : null
  const tuned = visual === 'magvit' ? pixels.tuned : null
  return {
    'pixels.width': pixels.width,
    visual,
    beside,
    tuned,
    tokenizer: tuned === false ? pixels.tokenizer : null,
  }
}

/** Throws VALIDATION naming what differs. */
export function mustGoOn(recipe: Recipe, before: Recipe): void {
  // A run of an earlier version lacks what has come since.
  const was = Recipe.parse(before)
  const here = looksWith(recipe)
  // A tokenizer that is not named is still to be chosen.
  const looks = Object.keys(here).filter((key) => key !== 'tokenizer' || here.tokenizer !== null)
  const what = [
    differing({ ...recipe, tasks: tasksIn(recipe) }, { ...was, tasks: tasksIn(was) }, allParts),
    differing(here, looksWith(was), looks),
  ]
    .filter(Boolean)
    .join('; ')
  if (what === '') return
  throw new TracksieveError(
    'VALIDATION',
    `Run ${recipe.from} has a model of other parts: ${what}.`,
    `Start from its preset, ${before.preset}, with the same parts, or train without going on from it.`,
  )
}
