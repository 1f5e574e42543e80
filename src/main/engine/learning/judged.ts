/** What an evaluation is given and what its parts share: the chosen tracks with their scores, and lines of scores. */
import type { Calibration } from '../../../shared/contract/evaluation.ts'
import type { ClipKind, Split, TrackClass } from '../../../shared/words.ts'
import type { Rule } from './baselines.ts'
import type { KindRule } from './kindRule.ts'
import type { Judged } from './metrics.ts'
import { countTracks, labelAt, type TableTrack, type TrackTable, trackAt } from './trackTable.ts'

/** A clip whose answer is known: positive when one of its tracks is labelled persistent. */
export interface JudgedClip {
  part: Split | null
  chosen: boolean
  positive: boolean
  /** Of its best track. */
  score: number
  /** Bright pixels a frame; null where it could not be drawn. */
  bright: number | null
}

/** Scores with only the first `boxes` boxes of each chosen track, in the order of the chosen ones. */
export interface PrefixScores {
  boxes: number
  scores: number[]
}

/** A threshold that was to keep a share, and the real tracks that it was chosen on. */
export interface Promised {
  share: number
  threshold: number
  chosenOn: { real: number; sources: string[] }
}

export interface EvaluateInput {
  run: number
  threshold: number
  /** Labelled tracks (`unsure` left out) that the run has scored, of all parts. */
  table: TrackTable
  scores: Float32Array
  parts: (Split | null)[]
  /** Those that the figures are of. */
  chosen: boolean[]
  /** Name of each track's source, and the kind of its clip. */
  sources: string[]
  clipKinds: (ClipKind | null)[]
  /** Sources that the run was trained on. */
  trainedOn: string[]
  clips: JudgedClip[]
  /** With the rest of the file known, and without. */
  prefixes: PrefixScores[]
  live: PrefixScores[]
  kindRule: KindRule
  /** null = the model of an earlier version. */
  calibration: Calibration | null
  /** Scores before they were calibrated and attention of each box, of the chosen tracks in their order. */
  raw: Float32Array
  attention: Float32Array[]
  promises: Promised[]
}

export interface ChosenTrack {
  track: TableTrack
  score: number
  real: boolean
  label: TrackClass
  source: string
  clipKind: ClipKind | null
  part: Split | null
}

/** The run or a rule, with its scores of the chosen things. */
export interface Line {
  id: string
  name: string
  judged: Judged
  threshold: number
  probabilities: boolean
}

export const runLine = 'run'

export function chosenTracks(input: EvaluateInput): ChosenTrack[] {
  const { table, scores, chosen, sources, clipKinds, parts } = input
  const indices = Array.from({ length: countTracks(table) }, (_, i) => i).filter((i) => chosen[i])
  return indices.map((i) => ({
    track: trackAt(table, i),
    score: scores[i]!,
    real: labelAt(table, i) === 'persistent',
    label: labelAt(table, i) as TrackClass,
    source: sources[i]!,
    clipKind: clipKinds[i]!,
    part: parts[i]!,
  }))
}

export const judge = <T extends { real: boolean }>(
  things: readonly T[],
  score: (thing: T) => number,
): Judged => ({ scores: things.map(score), real: things.map(({ real }) => real) })

export function trackLines(
  { run, threshold }: Pick<EvaluateInput, 'run' | 'threshold'>,
  tracks: readonly ChosenTrack[],
  rules: readonly Rule<TableTrack>[],
): Line[] {
  const own = judge(tracks, ({ score }) => score)
  return [
    { id: runLine, name: `run ${run}`, judged: own, threshold, probabilities: true },
    ...rules.map(({ id, name, threshold: cut, probabilities, score }) => ({
      id,
      name,
      judged: judge(tracks, ({ track }) => score(track)),
      threshold: cut,
      probabilities,
    })),
  ]
}
