/**
 * Draws classic clips: ground, clutter, the trail of the persistent object, then what passes. A clip's trail only grows,
 * so its stage (all but the points) is kept from frame to frame and only what changed is drawn again.
 */
import { type ClassicRecipe, shapeOf } from '../../../shared/contract/clipRecipe.ts'
import { addNoise } from './noise.ts'
import { drawMoving } from './moving.ts'
import { clipBytes, frameBytes, refuseFrame } from './recipe.ts'
import { clipScene, type ClipScene } from './scene.ts'
import { Stage } from './stage.ts'

/** All frames of clip `index`: [frames, height, width, 3] uint8. `into`, of that length, is overwritten and returned. */
export function drawClip(
  recipe: ClassicRecipe,
  index: number,
  into: Uint8Array = new Uint8Array(clipBytes(recipe)),
  scene: ClipScene = clipScene(recipe, index),
): Uint8Array {
  const panes = panesOf(recipe, scene)
  const bytes = frameBytes(recipe)
  for (let frame = 0; frame < recipe.frames; frame += 1)
    finishFrame(recipe, scene, panes, frame, into.subarray(frame * bytes, (frame + 1) * bytes))
  return into
}

/** One frame, [height, width, 3]; the same bytes as in the clip. NOT_FOUND past its end. */
export function drawFrame(recipe: ClassicRecipe, index: number, frame: number): Uint8Array {
  refuseFrame(recipe, frame)
  return clipPictures(recipe, index, [frame]).next().value!
}

/** Some frames, ascending; each picture overwrites the last. */
export function* clipPictures(
  recipe: ClassicRecipe,
  index: number,
  frames: readonly number[],
): Generator<Uint8Array, undefined> {
  const scene = clipScene(recipe, index)
  const panes = panesOf(recipe, scene)
  const picture = new Uint8Array(frameBytes(recipe))
  for (const frame of frames) yield finishFrame(recipe, scene, panes, frame, picture)
}

const panesOf = (recipe: ClassicRecipe, scene: ClipScene) =>
  scene.panes.map((pane) => ({ pane, stage: new Stage(scene, pane, recipe.trail === 'over') }))

function finishFrame(
  recipe: ClassicRecipe,
  scene: ClipScene,
  panes: ReturnType<typeof panesOf>,
  frame: number,
  picture: Uint8Array,
): Uint8Array {
  for (const [i, { pane, stage }] of panes.entries()) {
    // A picture of one pane is drawn in place.
    const part = panes.length === 1 ? picture : new Uint8Array(scene.width * scene.height * 3)
    part.set(stage.goTo(frame))
    drawMoving(part, scene, pane, frame, recipe.trail)
    if (recipe.trail === 'over') stage.layTrail(part)
    if (panes.length > 1) copyPane(part, picture, scene, i, shapeOf(recipe).width)
  }
  if (recipe.noise > 0) addNoise(picture, recipe.noise, recipe.seed, scene.index, frame)
  return picture
}

function copyPane(
  part: Uint8Array,
  picture: Uint8Array,
  { width, height }: ClipScene,
  place: number,
  whole: number,
): void {
  for (let y = 0; y < height; y += 1)
    picture.set(part.subarray(y * width * 3, (y + 1) * width * 3), (y * whole + place * width) * 3)
}
