/**
 * The numbers that scenes are built from. They were fitted so that the generated tracks have the statistics of real
 * detector and tracker output (docs/tracker-preset.md shows both side by side; scripts/measureTracks.ts measures them).
 */
import type { sceneDetectors } from '../../../../shared/contract/trackerRecipe.ts'

/** People in view at a time: lonely, ordinary, crowded. Real scenes: 3 to 10 boxes a frame, empty stretches in some. */
export const crowds = [
  [0.4, 1.5],
  [2, 5],
  [2, 5],
  [4, 8],
  [8, 14],
] as const

export const pictures = {
  /** Share of scenes seen from above, and of the others that are filmed while driving or walking. */
  raisedShare: 0.35,
  movingShare: 0.7,
  /** Way of a walking person in heights a frame; real tracks: .01 (30 frames a second) to .2 (10, from a car). */
  pace: { slowest: 0.014, fastest: 0.2 },
}

export const people = { aspect: 0.4, standing: 0.15, most: 150 }

/** Things to be mistaken for people, in a scene; blotches in 100 frames. */
export const falseSources = {
  texture: { number: [2, 8] },
  reflection: { number: [0, 2] },
  flicker: { number: [0, 3] },
  part: { share: 0.6 },
  blotch: { number: [2, 10] },
} as const

/**
 * How strongly a detector answers, before the squashing that makes a score of it (0 = its threshold, a score of .5):
 * mean over the things of a kind, deviation between them, deviation over time, and how much of an answer stays a
 * frame later.
 */
export const answers = {
  person: { mean: 2.1, spread: 1.1, flutter: 0.8, hold: 0.6 },
  texture: { mean: -1.1, spread: 0.9, flutter: 0.7, hold: 0.88 },
  reflection: { mean: -0.2, spread: 0.8, flutter: 0.9, hold: 0.8 },
  flicker: { mean: -0.3, spread: 0.6, flutter: 1, hold: 0.3 },
  part: { mean: -1.5, spread: 0.8, flutter: 1, hold: 0.7 },
  blotch: { mean: 0.7, spread: 0.8, flutter: 0.5, hold: 0.5 },
} as const

export interface Detector {
  name: (typeof sceneDetectors)[number]
  /** Share of the scenes. */
  share: number
  /** Added to what it answers to people, to everything. */
  people: number
  all: number
  /** Deviation of a box's middle, and of the logarithm of its size, in heights of the box. */
  place: number
  extent: number
  /** Loss for a thing of 8 % of the picture's height; none from 20 % on. */
  far: number
  /** Frames that its tracker bridges. */
  bridges: number
  /** Its output went through a global tracker: boxes smoothed, short and weak tracks mostly left out. */
  cleaned: boolean
}

/** Times at which a detector overlooks a person for a while though it is plain to see: a frame's chance, frames. */
export const lapses = { chance: 0.01, most: 10 }

/** Overlap that a tracker wants between a track and its next box, and whether it carries tracks on at their speed. */
export const trackers = [
  { overlap: 0.3, predicts: true },
  { overlap: 0.3, predicts: false },
  { overlap: 0.45, predicts: true },
  { overlap: 0.45, predicts: false },
] as const

/** Real ones bridge up to three frames; cleaned ones more. Kept apart by score, sharpness and what they overlook. */
export const detectors: readonly Detector[] = [
  {
    name: 'sharp',
    share: 0.3,
    people: 0.7,
    all: 0,
    place: 0.018,
    extent: 0.035,
    far: 0.8,
    bridges: 3,
    cleaned: false,
  },
  {
    name: 'ordinary',
    share: 0.35,
    people: 0,
    all: 0,
    place: 0.03,
    extent: 0.05,
    far: 1.2,
    bridges: 3,
    cleaned: false,
  },
  {
    name: 'weak',
    share: 0.25,
    people: -0.8,
    all: 0,
    place: 0.04,
    extent: 0.065,
    far: 1.4,
    bridges: 3,
    cleaned: false,
  },
  {
    name: 'cleaned',
    share: 0.1,
    people: 1.6,
    all: 0,
    place: 0.012,
    extent: 0.025,
    far: 0.8,
    bridges: 12,
    cleaned: true,
  },
]
