/** All figures of a run on some tracks at one threshold, from stored scores: plain numbers, no backend. */
import type { Baseline, Evaluation, Metrics } from '../../../shared/contract/learning.ts'
import { classes, type Split } from '../../../shared/words.ts'
import { countBoxes } from '../base/detections.ts'
import { type Fitted, fitBrightPixels, fitTrackRules, type Known, type Rule } from './baselines.ts'
import { classify, type KindRule, lengthBucket, lengthBuckets } from './kindRule.ts'
import {
  areaUnderCurve,
  calibrationBins,
  countOutcomes,
  type Curve,
  type Judged,
  measure,
  precisionRecallCurve,
  removedKeptCurve,
} from './metrics.ts'
import { countTracks, firstBoxes, labelAt, type TableTrack, type TrackTable, trackAt } from './trackTable.ts'

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

export interface EvaluateInput {
  run: number
  threshold: number
  /** Labelled tracks (`unsure` left out) that the run has scored, of all parts. */
  table: TrackTable
  scores: Float32Array
  parts: (Split | null)[]
  /** Those that the figures are of. */
  chosen: boolean[]
  /** Name of each track's source. */
  sources: string[]
  clips: JudgedClip[]
  prefixes: PrefixScores[]
  kindRule: KindRule
}

export type Evaluated = Omit<Evaluation, 'run' | 'on' | 'keep95' | 'keep99' | 'holdsFor'>

interface ChosenTrack {
  track: TableTrack
  score: number
  real: boolean
  source: string
}

export function evaluate(input: EvaluateInput): Evaluated {
  const { threshold } = input
  const tracks = chosenTracks(input)
  const own = judge(tracks, ({ score }) => score)
  const fitted = fitTrackRules(trainingTracks(input))
  const rules = fitted.filter(isRule)
  const lines: Line[] = [
    { id: 'run', name: `run ${input.run}`, judged: own },
    ...rules.map(({ id, name, score }) => ({ id, name, judged: judge(tracks, ({ track }) => score(track)) })),
  ]
  const duration = rules.find(({ id }) => id === 'duration')!
  const wrong = (group: (track: ChosenTrack) => string) => wrongByGroup(tracks, group, threshold, duration)
  return {
    threshold,
    metrics: measure(own, threshold),
    clips: clipMetrics(input, threshold),
    baselines: [...fitted.map((rule) => judgeRule(rule, tracks)), ...brightPixels(input)],
    confusion: confusion(tracks, input),
    removedKept: lines.map((line) => series(line, removedKeptCurve)),
    atThresholds: atThresholds(own),
    precisionRecall: lines.map((line) => series(line, precisionRecallCurve)),
    afterBoxes: afterBoxes(input, tracks, rules),
    calibration: calibrationBins(own),
    wrongByLength: wrong(({ track }) => lengthBucket(countBoxes(track.detections))).sort(byLength),
    wrongBySource: wrong(({ source }) => source),
  }
}

interface Line {
  id: string
  name: string
  judged: Judged
}

const series = ({ id, name, judged }: Line, curve: (judged: Judged) => Curve) => ({
  id,
  name,
  points: curve(judged),
})

const judge = <T extends { real: boolean }>(things: readonly T[], score: (thing: T) => number): Judged => ({
  scores: things.map(score),
  real: things.map(({ real }) => real),
})

const isRule = <T>(fitted: Fitted<T>): fitted is Rule<T> => !('absent' in fitted)

function chosenTracks({ table, scores, chosen, sources }: EvaluateInput): ChosenTrack[] {
  const indices = Array.from({ length: countTracks(table) }, (_, i) => i).filter((i) => chosen[i])
  return indices.map((i) => ({
    track: trackAt(table, i),
    score: scores[i]!,
    real: labelAt(table, i) === 'persistent',
    source: sources[i]!,
  }))
}

function trainingTracks({ table, parts }: EvaluateInput): Known<TableTrack>[] {
  const indices = Array.from({ length: countTracks(table) }, (_, i) => i).filter((i) => parts[i] === 'train')
  return indices.map((i) => ({ thing: trackAt(table, i), real: labelAt(table, i) === 'persistent' }))
}

function judgeRule(rule: Fitted<TableTrack>, tracks: readonly ChosenTrack[]): Baseline {
  if (!isRule(rule)) return { ...rule, unit: 'track', rule: '', metrics: null }
  const { id, name, rule: words, threshold, probabilities, score } = rule
  const metrics = measure(
    judge(tracks, ({ track }) => score(track)),
    threshold,
    probabilities,
  )
  return { id, name, unit: 'track', rule: words, metrics: readable(metrics), absent: null }
}

/** A cut from above is kept as a negative score: shown, it is the number itself. */
const readable = (metrics: Metrics): Metrics => ({ ...metrics, threshold: Math.abs(metrics.threshold) })

function clipMetrics({ clips }: EvaluateInput, threshold: number): Metrics | null {
  const chosen = clips.filter((clip) => clip.chosen)
  if (chosen.length === 0) return null
  return measure(
    { scores: chosen.map(({ score }) => score), real: chosen.map(({ positive }) => positive) },
    threshold,
  )
}

/** Nothing where there are no clips to judge. */
function brightPixels({ clips }: EvaluateInput): Baseline[] {
  const counted = clips.filter(({ bright }) => bright !== null)
  const chosen = counted.filter((clip) => clip.chosen).map(known)
  if (chosen.length === 0) return []
  const rule = fitBrightPixels(counted.filter(({ part }) => part === 'train').map(known))
  if (!isRule(rule)) return [{ ...rule, unit: 'clip', rule: '', metrics: null }]
  const metrics = measure(
    judge(chosen, ({ thing }) => rule.score(thing)),
    rule.threshold,
    false,
  )
  return [
    { id: rule.id, name: rule.name, unit: 'clip', rule: rule.rule, metrics: readable(metrics), absent: null },
  ]
}

const known = ({ bright, positive }: JudgedClip): Known<number> => ({ thing: bright!, real: positive })

/** Rows: label; columns: prediction. */
function confusion(tracks: readonly ChosenTrack[], { threshold, kindRule }: EvaluateInput): number[][] {
  const counts = classes.map(() => classes.map(() => 0))
  for (const { track, score } of tracks) {
    const predicted = classify(score, countBoxes(track.detections), threshold, kindRule)
    counts[classes.indexOf(track.label as (typeof classes)[number])]![classes.indexOf(predicted)]! += 1
  }
  return counts
}

function atThresholds(judged: Judged): Evaluation['atThresholds'] {
  return Array.from({ length: 101 }, (_, i) => {
    const [removed, , , kept] = countOutcomes(judged, i / 100)
    return { threshold: i / 100, kept, removed }
  })
}

/** AUROC with only the first boxes of each track, of the run and of the rules. */
function afterBoxes(
  { run, prefixes }: EvaluateInput,
  tracks: readonly ChosenTrack[],
  rules: readonly Rule<TableTrack>[],
) {
  const line = (id: string, name: string, scoresAt: (prefix: PrefixScores) => number[]) => {
    const points = prefixes.map((prefix): [number, number | null] => [
      prefix.boxes,
      areaUnderCurve({ scores: scoresAt(prefix), real: tracks.map(({ real }) => real) }),
    ])
    return { id, name, points: points.filter((point): point is [number, number] => point[1] !== null) }
  }
  return [
    line('run', `run ${run}`, ({ scores }) => scores),
    ...rules.map(({ id, name, score }) =>
      line(id, name, ({ boxes }) => tracks.map(({ track }) => score(firstBoxes(track, boxes)))),
    ),
  ]
}

function wrongByGroup(
  tracks: readonly ChosenTrack[],
  groupOf: (track: ChosenTrack) => string,
  threshold: number,
  duration: Rule<TableTrack>,
): Evaluation['wrongByLength'] {
  const groups = new Map<string, Evaluation['wrongByLength'][number]>()
  for (const chosen of tracks) {
    const group = groupOf(chosen)
    const counts = groups.get(group) ?? { group, wrong: 0, n: 0, wrongByDuration: 0 }
    counts.n += 1
    if (chosen.score >= threshold !== chosen.real) counts.wrong += 1
    if (duration.score(chosen.track) >= duration.threshold !== chosen.real) counts.wrongByDuration += 1
    groups.set(group, counts)
  }
  return [...groups.values()]
}

const byLength = (a: { group: string }, b: { group: string }): number =>
  lengthBuckets.findIndex((bucket) => bucket === a.group) -
  lengthBuckets.findIndex((bucket) => bucket === b.group)
