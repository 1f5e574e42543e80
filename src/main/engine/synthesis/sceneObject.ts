/** What stands or moves in a classic clip. */
import type { ClutterShape, PathFamily } from '../../../shared/contract/clipRecipe.ts'
import type { TrackClass } from '../../../shared/words.ts'
import type { Path } from './paths.ts'

export interface SceneObject {
  label: TrackClass
  shape: ClutterShape
  /** Grey value of clutter; moving objects are red with a blue trail. */
  grey: number
  /** Half its extent in the picture, in pixels. */
  radius: number
  /** Of clutter, as a share of the picture: in every view another radius follows from it. */
  extent?: number
  /** It is there in frames first … end − 1. */
  first: number
  end: number
  /** [(end − first) × 3] in the unit cube; [3] for what stands still. */
  path: Path
  /** Of a persistent object. */
  family?: PathFamily
}

/** Lengths of the published picture of 128 pixels grow with the picture. */
export const pixelUnit = (side: number): number => side / 128
