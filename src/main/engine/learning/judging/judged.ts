/** What an evaluation is given and what its parts share: the chosen tracks with their scores, and lines of scores. */
import type { Calibration } from '../../../../shared/contract/evaluation.ts'
import type { ClipKind, Split, TrackClass } from '../../../../shared/words.ts'
import {
  countTracks,
  firstBoxes,
  labelAt,
  type TableTrack,
  type TrackTable,
  trackAt,
} from '../data/trackTable.ts'
import type { KindRule } from '../heads/kindRule.ts'
import { names, type Rule } from './baselines.ts'
import type { Judged } from './metrics.ts'
import type { PrefixScores, RivalScores } from './prefixScores.ts'

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

/** A threshold that was to keep a share, and the real tracks that it was chosen on. */
export interface Promised {
  share: number
  threshold: number
  chosenOn: { real: number; sources: string[] }
}

export interface EvaluateInput {
  run: number
  threshold: number
  /** Labelled tracks (`unsure` left out) that the run has scored, of all parts; with their crops where it looks at pixels. */
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
  /** With the rest of the file known, and without; a score that was not drawn is NaN. Empty = not known yet. */
  prefixes: PrefixScores[]
  live: PrefixScores[]
  /** Of logistic regression on the inputs of preset `track`; null = not known yet. */
  rival: RivalScores | null
  kindRule: KindRule
  /** null = the model of an earlier version. */
  calibration: Calibration | null
  /** Scores before they were calibrated and attention of each box, of the chosen tracks in their order; no attention = []. */
  raw: Float32Array
  attention: Float32Array[]
  /** Of models that look among tracks: each chosen track's share, and the tracks of its group. null = the model does not. */
  among?: { share: number; tracks: number }[] | null
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
  /** Place among the chosen ones. */
  place: number
}

/** A rule beside the run, and what it says after the first boxes. */
export interface TrackRule extends Rule<ChosenTrack> {
  scoreAfter(track: ChosenTrack, boxes: number, live: boolean): number
}

/** Rules that look at a track alone say the same live and later. */
export const ofTrack = (rule: Rule<TableTrack>): TrackRule => ({
  ...rule,
  score: ({ track }) => rule.score(track),
  scoreAfter: ({ track }, boxes) => rule.score(firstBoxes(track, boxes)),
})

export function rivalRule({ scores, prefixes, live }: RivalScores): TrackRule {
  const at = (list: readonly PrefixScores[], boxes: number) => list.find((one) => one.boxes === boxes)?.scores
  return {
    id: 'logistic-track',
    name: names['logistic-track'],
    rule: 'logistic regression on 32 numbers: those of preset track',
    threshold: 0.5,
    probabilities: true,
    score: ({ place }) => scores[place]!,
    scoreAfter: ({ place }, boxes, isLive) => at(isLive ? live : prefixes, boxes)?.[place] ?? Number.NaN,
  }
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
  return indices.map((i, place) => ({
    place,
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
  rules: readonly TrackRule[],
): Line[] {
  const own = judge(tracks, ({ score }) => score)
  return [
    { id: runLine, name: `run ${run}`, judged: own, threshold, probabilities: true },
    ...rules.map(({ id, name, threshold: cut, probabilities, score }) => ({
      id,
      name,
      judged: judge(tracks, score),
      threshold: cut,
      probabilities,
    })),
  ]
}
