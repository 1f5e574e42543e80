/** The presets by name, and the questions about a set that do not care which one made it. */
import { type ClipRecipe, shapeOf } from '../../../../shared/contract/clipRecipe.ts'
import type { ClipKind } from '../../../../shared/words.ts'
import type { PictureSize } from '../camera.ts'
import { clipBytes, type KindCounts, refuseFrame } from '../recipe.ts'
import { scaler } from '../scale.ts'
import { classic } from './classic.ts'
import { file } from './file.ts'
import { tracker } from '../tracker/preset.ts'
import type { Preset, SetScene } from './preset.ts'
import { realistic } from './realistic/realistic.ts'
import { transientsPreset } from './transients.ts'

const presets: { [Name in ClipRecipe['preset']]: Preset<Extract<ClipRecipe, { preset: Name }>> } = {
  classic: classic as never,
  quick: classic as never,
  realistic,
  transients: transientsPreset,
  tracker,
  file,
}

const of = (recipe: ClipRecipe) => presets[recipe.preset] as unknown as Preset<ClipRecipe>

/** Videos of the set; throws VALIDATION for a recipe that cannot be made. */
export const clipCount = (recipe: ClipRecipe): number => of(recipe).clips(recipe)
export const setKinds = (recipe: ClipRecipe): KindCounts => of(recipe).kinds(recipe)
export const clipKind = (recipe: ClipRecipe, index: number): ClipKind => of(recipe).kindOf(recipe, index)
export const setScene = (recipe: ClipRecipe, index: number): SetScene => of(recipe).scene(recipe, index)
export const setSize = (recipe: ClipRecipe) => of(recipe).size(recipe)

/** [frames, height, width, 3] uint8. `into`, of that length, is overwritten and returned. */
export function drawSetClip(
  recipe: ClipRecipe,
  index: number,
  into: Uint8Array = new Uint8Array(clipBytes(recipe)),
): Uint8Array {
  of(recipe).draw(recipe, index, into)
  return into
}

/** [height, width, 3] uint8; the same bytes as in the clip. NOT_FOUND past its end. */
export const drawSetFrame = (recipe: ClipRecipe, index: number, frame: number): Uint8Array =>
  drawSetFrames(recipe, index, [frame]).next().value!

/** Some frames, ascending; each picture overwrites the last. Cheaper than one by one: the scene is made once. */
export function* drawSetFrames(
  recipe: ClipRecipe,
  index: number,
  frames: readonly number[],
): Generator<Uint8Array, undefined> {
  for (const frame of frames) refuseFrame(recipe, frame)
  yield* of(recipe).pictures(recipe, index, frames)
}

/** The same at another size, to be looked at; each picture overwrites the last. */
export function* sketchFrames(
  recipe: ClipRecipe,
  index: number,
  frames: readonly number[],
  size: PictureSize,
): Generator<Uint8Array, undefined> {
  const shape = shapeOf(recipe)
  const { sketches } = of(recipe)
  if (sketches && size.width < shape.width) {
    yield* sketches(recipe, index, frames, size)
    return
  }
  const scale = scaler(shape, size)
  for (const picture of drawSetFrames(recipe, index, frames)) yield scale(picture)
}
