/** Everything that decides a result of learning. A preset sets the defaults; what is stored is complete. */
import type { z } from 'zod'
import { Complete, type featureParts, Pixels } from './recipeKeys.ts'
import { cnn, defaults, pixels } from './recipePresets.ts'

export { featureParts, presets, sequenceParts } from './recipeKeys.ts'

export const looksAtPixels = (features: (typeof featureParts)[number]): boolean =>
  features === 'cnn' || features === 'magvit' || features === 'hybrid'

/** Are the pixels seen by a tokenizer that was trained before? */
export const usesTokenizer = ({
  features,
  pixels,
}: Pick<z.infer<typeof Complete>, 'features' | 'pixels'>): boolean =>
  features === 'magvit' || (features === 'hybrid' && pixels?.visual === 'magvit')

/** Does that tokenizer's encoder learn on with the rest, as part of the model? */
export const tunesEncoder = (recipe: Pick<z.infer<typeof Complete>, 'features' | 'pixels'>): boolean =>
  usesTokenizer(recipe) && recipe.pixels!.tuned

/** Who asks for a number of epochs or a batch means it, however few tracks there are. */
function complete({ preset = 'phase1', seed = 42, ...given }: z.infer<typeof Given>) {
  const asked = given.epochs !== undefined || given.batch !== undefined
  const fewTracks = asked && given.fewTracks === undefined ? { fewTracks: null } : {}
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  // Weights of an earlier run hold what it was pretrained with.
  const goesOn = given.from === undefined ? {} : { pretrained: null }
  const recipe = { preset, ...defaults[preset], ...goesOn, ...fewTracks, ...set, seed }
  const looked = recipe.pixels && wholly(recipe.pixels)
  return looksAtPixels(recipe.features)
    ? { ...recipe, pixels: looked ?? cnn.pixels, ensemble: given.ensemble ?? false }
    : { ...recipe, pixels: looked }
}

/** Recipes from before encoders were tuned do not say whether theirs is. */
const wholly = ({
  tuned = pixels.tuned,
  tunedLearningRate = pixels.tunedLearningRate,
  ...said
}: z.infer<typeof GivenPixels>) => ({ ...said, tuned, tunedLearningRate })

/** Does a track's score change with what comes after its last box? Then it is no model for decisions while it grows. */
export const looksAhead = ({
  features,
  sequence,
}: Pick<z.infer<typeof Complete>, 'features' | 'sequence'>): boolean =>
  sequence === 'object' || (features !== 'past' && features !== 'statistical')

/** What can be said of parts that do not fit before a model is built. */
const Fitting = Complete.superRefine((recipe, context) => {
  const { sequence, head, width, heads, features, ensemble, early, tasks, prefixes } = recipe
  const refuse = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message })
  if ((sequence === 'summary' || sequence === 'object') && head === 'pooled')
    refuse(
      'head',
      `pooled sums up steps, but the sequence model ${sequence} gives one row a track; take persistence`,
    )
  if (sequence === 'object' && looksAtPixels(features))
    refuse(
      'sequence',
      `object looks at all tracks of a video, but features ${features} see only those that were cut out of the film; take features track or past`,
    )
  if (early && looksAhead(recipe))
    refuse(
      'early',
      `features ${features} with sequence ${sequence} look ahead of the box that is to be decided; take features past (preset early or live)`,
    )
  if (looksAtPixels(features) && ensemble)
    refuse('ensemble', `regression and trees do not see what features ${features} see; take false`)
  if (
    (sequence === 'transformer' || sequence === 'attention' || sequence === 'object') &&
    width % heads !== 0
  )
    refuse('width', `${width} numbers cannot be shared by ${heads} heads; take a multiple of ${heads}`)
  if (head === 'multitask' && (tasks?.next ?? 1) > 0 && prefixes === 0)
    refuse('prefixes', 'task next learns from tracks that are cut; take a share above 0, or weigh next 0')
  if (head === 'multitask' && sequence === 'object')
    refuse('head', 'multitask judges tracks that are cut, but object looks at whole videos; take persistence')
  if (recipe.pretrained !== null) refuseToPretrain(recipe, refuse)
})

function refuseToPretrain(
  { from, sequence, features }: z.infer<typeof Complete>,
  refuse: (key: string, message: string) => void,
): void {
  if (from !== undefined) refuse('pretrained', 'run and pretraining cannot both be where it starts; take one')
  if (sequence === 'summary' || sequence === 'object')
    refuse('pretrained', `${sequence} has no steps to fill in; take transformer, attention or recurrent`)
  if (looksAtPixels(features))
    refuse('pretrained', `features ${features} look at pixels; take statistical, track or past`)
}

const GivenPixels = Pixels.partial({ tuned: true, tunedLearningRate: true })
const Given = Complete.partial().extend({ pixels: GivenPixels.nullable().optional() })

export const Recipe = Given.transform(complete).pipe(Fitting)
/** Every key and what it may be, for forms. */
export const recipeShape = Complete.shape
export type Recipe = z.infer<typeof Recipe>
export type RecipeInput = z.input<typeof Recipe>
