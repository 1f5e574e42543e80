/** The inputs of a step, in their order. What has no value (no box before, no score, no fit) is NaN: see dataset.ts. */

/** One column each: motion.ts, context.ts, perspective.ts, neighbours.ts, scores.ts. */
const stepInputs = [
  'speed across',
  'speed down',
  'growth of height',
  'growth of width',
  'change of speed',
  'largest overlap',
  'largest cover',
  'others in the frame',
  'height against perspective',
  'distance to others',
  'nearer to lasting ones',
  'score',
] as const

export const stepWidth = stepInputs.length
/** Columns that the track alone decides: motion and score. */
export const ownSteps = [0, 1, 2, 3, 4, 11]
export const column = {
  motion: 0,
  context: 5,
  perspective: 8,
  neighbours: 9,
  score: 11,
} as const

/** √|x| with the sign of x, kept within ±2: large steps stay apart without drowning small ones. */
export const rooted = (x: number): number => Math.sign(x) * Math.min(2, Math.sqrt(Math.abs(x)))

export const within = (limit: number, x: number): number => Math.max(-limit, Math.min(limit, x))
