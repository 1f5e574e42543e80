/**
 * Draws clips: ground, clutter, the trail of the persistent object, then what passes. A clip's trail only grows, so its
 * stage (all but the points) is kept from frame to frame and only what changed is drawn again.
 */
import type { GenerateRecipe } from '../../../shared/contract/generate.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { addNoise } from './noise.ts'
import { drawMoving } from './moving.ts'
import { clipBytes } from './recipe.ts'
import { clipScene, type ClipScene } from './scene.ts'
import { Stage } from './stage.ts'

/** All frames of clip `index`: [frames, size, size, 3] uint8. `into`, of that length, is overwritten and returned. */
export function drawClip(
  recipe: GenerateRecipe,
  index: number,
  into: Uint8Array = new Uint8Array(clipBytes(recipe)),
  scene: ClipScene = clipScene(recipe, index),
): Uint8Array {
  const stage = new Stage(recipe, scene)
  const bytes = recipe.size * recipe.size * 3
  for (let frame = 0; frame < recipe.frames; frame += 1)
    finishFrame(recipe, scene, stage, frame, into.subarray(frame * bytes, (frame + 1) * bytes))
  return into
}

/** One frame, [size, size, 3]; the same bytes as in the clip. NOT_FOUND past its end. */
export function drawFrame(recipe: GenerateRecipe, index: number, frame: number): Uint8Array {
  if (!Number.isInteger(frame) || frame < 0 || frame >= recipe.frames)
    throw new TracksieveError(
      'NOT_FOUND',
      `The clip has no frame ${frame}.`,
      `Its frames are numbered 0 to ${recipe.frames - 1}.`,
    )
  const scene = clipScene(recipe, index)
  const picture = new Uint8Array(recipe.size * recipe.size * 3)
  return finishFrame(recipe, scene, new Stage(recipe, scene), frame, picture)
}

function finishFrame(
  recipe: GenerateRecipe,
  scene: ClipScene,
  stage: Stage,
  frame: number,
  picture: Uint8Array,
): Uint8Array {
  picture.set(stage.goTo(frame))
  drawMoving(picture, scene, frame)
  if (recipe.noise > 0) addNoise(picture, recipe.noise, recipe.seed, scene.index, frame)
  return picture
}
