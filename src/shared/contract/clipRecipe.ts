/** Recipes of synthetic clips: everything that decides a set, one schema a preset. */
import { z } from 'zod'
import { ClipKind } from '../words.ts'
import { TrackerRecipe } from './trackerRecipe.ts'

export const views = ['3d_projection', '3d_refit', 'xy', 'xz', 'yz', 'all'] as const
export type ClipView = (typeof views)[number]
/** The four that `all` shows side by side. */
export const viewsOfAll = ['3d_projection', 'xy', 'xz', 'yz'] as const

export const pathFamilies = [
  'line',
  'circle',
  'helix',
  'parabola',
  'sine',
  'orbit',
  'random walk',
  'straight',
  'left turn',
  'right turn',
  'u-turn',
  'loop',
] as const
export type PathFamily = (typeof pathFamilies)[number]

export const clutterShapes = ['circle', 'square', 'triangle', 'star'] as const
export type ClutterShape = (typeof clutterShapes)[number]

const Seed = z.number().int().min(0).max(0xffff_ffff).default(42)
/** Clips, or scenes, of a set. Above `usualClips` a start has to say that it is meant. */
const Count = z.number().int().min(1).max(1_000_000_000)
export const usualClips = 1_000_000

/** From … to, both included. */
const counts = (most: number, from: number, to: number) =>
  z
    .tuple([z.number().int().min(0).max(most), z.number().int().min(0).max(most)])
    .refine(([least, greatest]) => least <= greatest, 'The first number must not be above the second.')
    .default([from, to])

const Place = z.number().min(-1).max(2)
const Point = z.tuple([Place, Place, Place])

/** One object of clutter, the same in every noise and mixed clip. Places are in the unit cube, frames from 0. */
export const ClutterObject = z.object({
  shape: z.enum(clutterShapes).default('circle'),
  /** Half its extent, as a share of the picture. */
  size: z.number().min(0.001).max(0.5).default(0.02),
  grey: z.number().int().min(0).max(255).default(128),
  /** x, y, z; absent = a random place in every clip. */
  position: Point.optional(),
  appears: z.number().int().min(0).default(0),
  /** The first frame without it; null = it stays. */
  vanishes: z.number().int().min(1).nullable().default(null),
  /** A place a frame from its first frame on, or a family of random paths; the last place is held. */
  path: z.union([z.enum(pathFamilies), z.array(Point).min(1).max(500)]).optional(),
})
export type ClutterObject = z.infer<typeof ClutterObject>

/** `quick` is a small `classic`. */
export const ClassicRecipe = z.object({
  preset: z.enum(['classic', 'quick']),
  /** Clips of each kind; absent = the preset's, in proportion when `count` is given. */
  kinds: z.record(ClipKind, z.number().int().min(0).max(1_000_000_000)).optional(),
  count: Count.optional(),
  seed: Seed,
  frames: z.number().int().min(4).max(500).default(25),
  fps: z.number().min(0.1).max(240).default(10),
  /** Height of a picture in pixels, and its width unless `width` says another. `all` is four pictures wide. */
  size: z.number().int().min(32).max(1024).default(128),
  width: z.number().int().min(32).max(1024).optional(),
  view: z.enum(views).default('xy'),
  /** Families from which the paths of moving objects are taken. */
  families: z
    .array(z.enum(pathFamilies))
    .min(1)
    .default([...pathFamilies]),
  /** Of the trail, in points at 100 dots an inch, in a picture of 128 pixels; it grows with the picture. */
  lineWidth: z.number().min(0.1).max(50).default(2),
  /** Area of a moving object's point, in square points. */
  pointSize: z.number().min(1).max(5000).default(50),
  trail: z.enum(['under', 'over']).default('under'),
  /** Density of the background clutter, 0–1 (20 objects at 1). */
  clutter: z.number().min(0).max(1).default(0.1),
  /** So many objects of clutter that come and go, from … to a clip. */
  transientClutter: counts(50, 0, 0),
  /** So many that stay. */
  persistentClutter: counts(50, 0, 0),
  objects: z.array(ClutterObject).max(50).default([]),
  /** Standard deviation of the pixel noise: 10 × level grey values. */
  noise: z.number().min(0).max(1).default(0),
})
export type ClassicRecipe = z.infer<typeof ClassicRecipe>

/** The published mixes of disturbance; `none` is the default. */
export const mixes = {
  none: { transientClutter: [0, 0], persistentClutter: [0, 0], clutter: 0.1, noise: 0 },
  light: { transientClutter: [1, 2], persistentClutter: [1, 2], clutter: 0.05, noise: 0.02 },
  medium: { transientClutter: [2, 4], persistentClutter: [2, 3], clutter: 0.1, noise: 0.05 },
  heavy: { transientClutter: [5, 8], persistentClutter: [3, 5], clutter: 0.2, noise: 0.1 },
} satisfies Record<string, Partial<z.input<typeof ClassicRecipe>>>

/** Street-like scenes seen by one camera or a stereo pair. A scene is one video a camera. */
export const RealisticRecipe = z.object({
  preset: z.literal('realistic'),
  /** Scenes; absent = 1,000. */
  count: Count.optional(),
  seed: Seed,
  frames: z.number().int().min(10).max(500).default(50),
  fps: z.number().min(0.1).max(240).default(10),
  width: z.number().int().min(320).max(1920).default(1280),
  height: z.number().int().min(320).max(1080).default(720),
  cameras: z.union([z.literal(1), z.literal(2)]).default(2),
  /** Tracks a scene and camera, from … to, shared out by `shares`. */
  tracks: counts(200, 5, 9),
  /** Share of persistent and of brief tracks; the rest is noise. */
  shares: z
    .object({ persistent: z.number().min(0).max(1), brief: z.number().min(0).max(1) })
    .refine(({ persistent, brief }) => persistent + brief <= 1 + 1e-9, 'The shares add up to more than 1.')
    .default({ persistent: 0.6, brief: 0.3 }),
  /** The same number of each in every scene, instead of `tracks` and `shares`. */
  perScene: z
    .object({
      persistent: z.number().int().min(0).max(200),
      brief: z.number().int().min(0).max(200),
      noise: z.number().int().min(0).max(200),
    })
    .optional(),
  /** Standard deviation, in pixels, of the centre of a persistent object's box. */
  jitter: z.number().min(0).max(20).default(0.5),
})
export type RealisticRecipe = z.infer<typeof RealisticRecipe>

/** Clean clips of one white object with red discs that pass in 1–3 frames. */
export const TransientsRecipe = z.object({
  preset: z.literal('transients'),
  /** Absent = 10,000. */
  count: Count.optional(),
  seed: Seed,
  frames: z.number().int().min(4).max(500).default(32),
  fps: z.number().min(0.1).max(240).default(10),
  size: z.number().int().min(32).max(1024).default(64),
  /** Transients a clip, from … to. */
  transients: counts(50, 1, 6),
})
export type TransientsRecipe = z.infer<typeof TransientsRecipe>

export const GenerateRecipe = z.discriminatedUnion('preset', [
  ClassicRecipe,
  RealisticRecipe,
  TransientsRecipe,
  TrackerRecipe,
])
export type GenerateRecipe = z.infer<typeof GenerateRecipe>
export type GenerateInput = z.input<typeof GenerateRecipe>
export const presets = ['classic', 'quick', 'realistic', 'transients', 'tracker'] as const

/** Clips that are read from a `videos.npy`, not drawn. Made by an import alone. */
export const FileRecipe = z.object({
  preset: z.literal('file'),
  path: z.string(),
  bytes: z.number().int(),
  modifiedAt: z.number(),
  /** Bytes before the first value. */
  offset: z.number().int(),
  type: z.enum(['uint8', 'float32']),
  /** What stands for white: 1 in a float32 set of the published layout, 255. */
  white: z.number(),
  clips: z.number().int(),
  frames: z.number().int(),
  height: z.number().int(),
  width: z.number().int(),
  fps: z.number(),
})
export type FileRecipe = z.infer<typeof FileRecipe>

/** What clips that are stored can be made of. */
export const ClipRecipe = z.discriminatedUnion('preset', [...GenerateRecipe.options, FileRecipe])
export type ClipRecipe = z.infer<typeof ClipRecipe>

/** Of every video of a set: [frames, height, width, 3]. */
export interface ClipShape {
  frames: number
  height: number
  width: number
  fps: number
}

export function shapeOf(recipe: ClipRecipe): ClipShape {
  const { frames, fps } = recipe
  if ('height' in recipe) return { frames, fps, height: recipe.height, width: recipe.width }
  if (recipe.preset === 'transients') return { frames, fps, height: recipe.size, width: recipe.size }
  const width = recipe.width ?? recipe.size
  return {
    frames,
    fps,
    height: recipe.size,
    width: recipe.view === 'all' ? width * viewsOfAll.length : width,
  }
}
