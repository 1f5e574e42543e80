/** Scores with only the first boxes of tracks, as they are handed on. */
export const prefixLengths = [1, 2, 3, 5, 10, 20]

/** Scores with only the first `boxes` boxes of each judged track, in their order; NaN = not drawn. */
export interface PrefixScores {
  boxes: number
  scores: number[]
}

/** Of a rival, of the judged tracks in their order: with all boxes, and after some (see prefixes.ts). */
export interface RivalScores {
  scores: number[]
  prefixes: PrefixScores[]
  live: PrefixScores[]
}
