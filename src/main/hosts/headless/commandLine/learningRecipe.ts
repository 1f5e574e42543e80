/** The options that make up recipes of learning. */
import fs from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  featureParts,
  presets,
  Recipe,
  sequenceParts,
  type TrainPlan,
} from '../../../../shared/contract/learning.ts'
import { TracksieveError, toTracksieveError } from '../../../../shared/errors.ts'
import { whole } from './arguments.ts'

export interface RecipeOptions {
  recipe?: string[]
  preset?: string[]
  features?: string
  sequence?: string
  head?: string
  epochs?: number
  seed?: number
  from?: number
  pretrained?: number | 'latest'
  task?: Record<string, number>
  refitAll?: boolean
}

const several = (text: string, before: string[] = []): string[] => [...before, text]

/** `--preset` once more for each preset: commander checks choices only of a single value. */
function presetName(text: string, before: string[] = []): string[] {
  if (!presets.some((preset) => preset === text))
    throw new InvalidArgumentError(`Allowed choices are ${presets.join(', ')}.`)
  return several(text, before)
}

export function addLearningOptions(command: Command): Command {
  return command
    .option(
      '--recipe <preset|file>',
      'a preset, or a JSON file with all that differs from one; may be repeated',
      several,
    )
    .option(
      '--preset <name>',
      `where the recipe starts: ${presets.join(', ')}; absent = phase1 for clips, track for all else; may be repeated`,
      presetName,
    )
    .addOption(new Option('--features <name>', 'what is computed of each step').choices(featureParts))
    .addOption(new Option('--sequence <name>', 'what looks along the steps').choices(sequenceParts))
    .option('--head <name>', 'what gives the score: persistence, pooled, multitask, or one of your own')
    .option('--task <name=weight>', 'what a task of the head weighs in the loss; may be repeated', taskWeight)
    .option('--epochs <n>', 'at most so many', whole(1, 1000))
    .option('--from <run>', 'go on from the weights of this run (fine-tuning)', whole(1))
    .option('--pretrained <id|latest>', 'start from this pretraining (tracksieve pretrain)', pretraining)
    .option('--refit-all', 'then fit once more on all labels, for the exported model')
}

/** kind=0.5 */
function taskWeight(text: string, before: Record<string, number> = {}): Record<string, number> {
  const [, name, weight] = /^([^=]+)=(-?[\d.]+)$/.exec(text) ?? []
  if (name === undefined) throw new InvalidArgumentError('Say which task and what it weighs: kind=0.5.')
  return { ...before, [name]: Number(weight) }
}

const pretraining = (text: string): number | 'latest' => (text === 'latest' ? text : whole(1)(text))

/** A preset's name, or a JSON file with a recipe. */
function readRecipe(given: string): Record<string, unknown> {
  if (!given.endsWith('.json') && !fs.existsSync(given)) return { preset: given }
  try {
    return JSON.parse(fs.readFileSync(given, 'utf8')) as Record<string, unknown>
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw toTracksieveError(thrown)
    throw new TracksieveError(
      'VALIDATION',
      `${given} is not JSON: ${thrown.message}`,
      'A recipe is one JSON object.',
    )
  }
}

/** Each `--recipe` with the one `--preset` if any; else each preset; all with the other options. Throws VALIDATION. */
export function recipesFrom({ recipe = [], preset = [], ...others }: RecipeOptions): Recipe[] {
  const { task: tasks, ...plain } = others
  const { features, sequence, head, epochs, seed, from, pretrained, refitAll } = plain
  const given = present({ features, sequence, head, epochs, seed, from, pretrained, refitAll, tasks })
  const starts =
    recipe.length > 0
      ? recipe.map((one) => ({ ...readRecipe(one), ...(preset.length === 1 ? { preset: preset[0] } : {}) }))
      : preset.map((one) => ({ preset: one }))
  if (recipe.length > 0 && preset.length > 1)
    throw new TracksieveError(
      'VALIDATION',
      'Several presets are given beside a recipe: which starts where?',
      'Name presets with --recipe too: --recipe FILE --recipe track.',
    )
  return (starts.length > 0 ? starts : [{}]).map((start) => parse({ ...start, ...given }))
}

const asks: (keyof RecipeOptions)[] = [
  'recipe',
  'preset',
  'features',
  'sequence',
  'head',
  'from',
  'pretrained',
]

/** The same; where the options choose no model, it is the preset that suits what is labelled, and that is said. */
export async function suitingRecipes(
  options: RecipeOptions,
  plan: (recipe: Recipe) => Promise<TrainPlan>,
  say: (words: string) => void,
): Promise<Recipe[]> {
  const recipes = recipesFrom(options)
  if (asks.some((key) => options[key] !== undefined)) return recipes
  const { suits } = await plan(recipes[0]!)
  say(`Preset ${suits}, which suits what is labelled; --preset chooses another.`)
  return recipesFrom({ ...options, preset: [suits] })
}

const present = (options: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))

function parse(given: Record<string, unknown>): Recipe {
  const parsed = Recipe.safeParse(given)
  if (parsed.success) return parsed.data
  const what = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'recipe'}: ${message}`)
    .join('; ')
  throw new TracksieveError(
    'VALIDATION',
    `The recipe is wrong: ${what}.`,
    'Correct the recipe or the options.',
  )
}
