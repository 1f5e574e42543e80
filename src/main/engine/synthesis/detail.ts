/** What a source of clips keeps of itself: recipe, generator version, the job that made it. */
import { z } from 'zod'
import { ClipRecipe } from '../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { generatorVersion } from './recipe.ts'

const Detail = z.object({
  generator: z.number().int(),
  recipe: ClipRecipe,
  job: z.number().int().nullable(),
})
type Detail = z.infer<typeof Detail>

export const writeDetail = (recipe: ClipRecipe, job: number | null): string =>
  JSON.stringify({ generator: generatorVersion, recipe, job } satisfies Detail)

/** Throws CONFLICT when another generator made the clips: drawn by this one they would be other clips. */
export function readDetail(detail: string): Detail {
  const found = z.object({ generator: z.number().int() }).safeParse(parse(detail))
  if (found.success && found.data.generator !== generatorVersion)
    throw new TracksieveError(
      'CONFLICT',
      `These clips were made by version ${found.data.generator} of the generator; this Tracksieve has version ${generatorVersion} and would draw others.`,
      'Their tracks and labels stay. To see pictures again, open them with the Tracksieve that made them, or generate a new set.',
    )
  const whole = Detail.safeParse(parse(detail))
  if (!whole.success)
    throw new TracksieveError(
      'CATALOGUE_CORRUPT',
      'The recipe of these clips cannot be read.',
      'Their tracks and labels stay; generate a new set to have pictures.',
    )
  return whole.data
}

const scenes: readonly string[] = ['realistic', 'tracker']

/** Is a clip of this source one answer, persistent or not? Scenes of many tracks are not: only their tracks are judged. */
export function judgedAsClips(detail: string): boolean {
  const found = z.object({ recipe: z.object({ preset: z.string() }) }).safeParse(parse(detail))
  return !found.success || !scenes.includes(found.data.recipe.preset)
}

/** The job that made a source's clips, whatever generator it had. */
export function jobOf(detail: string): number | null {
  const found = z.object({ job: z.number().int() }).safeParse(parse(detail))
  return found.success ? found.data.job : null
}

function parse(detail: string): unknown {
  try {
    return JSON.parse(detail)
  } catch {
    return undefined
  }
}
