/** Classes of generated tracks: the family of the path that a persistent object takes. Other presets have none. */
import { setImmediate } from 'node:timers/promises'
import { type ClipRecipe, pathFamilies } from '../../../shared/contract/clipRecipe.ts'
import { setScene } from './presets/presets.ts'
import { families } from './presets/transients.ts'

/** In the order of all families; [] = tracks of this recipe have no class. */
export function classNames(recipe: ClipRecipe): string[] {
  const { preset } = recipe
  const chosen: readonly string[] =
    preset === 'classic' || preset === 'quick' ? recipe.families : preset === 'transients' ? families : []
  return pathFamilies.filter((family) => chosen.includes(family))
}

const clipsAtOnce = 50

/** By number of the track, of some clips of a recipe. */
export async function classesOfClips(
  recipe: ClipRecipe,
  indices: readonly number[],
): Promise<Map<number, string>[]> {
  const result: Map<number, string>[] = []
  for (const index of indices) {
    const known = setScene(recipe, index).tracks.flatMap((track): [number, string][] =>
      track.class === undefined ? [] : [[track.number, track.class]],
    )
    result.push(new Map(known))
    if (result.length % clipsAtOnce === 0) await setImmediate()
  }
  return result
}
