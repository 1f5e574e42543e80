/** All figures of a run on some tracks at one threshold, from stored scores: plain numbers, no backend. */
import type { Baseline, Difference, Evaluation, Metrics } from '../../../../shared/contract/evaluation.ts'
import { classes } from '../../../../shared/words.ts'
import { countBoxes } from '../../base/detections.ts'
import { countTracks, labelAt, type TableTrack, trackAt } from '../data/trackTable.ts'
import { classify } from '../heads/kindRule.ts'
import { attentionByClass } from './attentionByClass.ts'
import { fitBrightCrops, fitBrightPixels, fitTrackRules, isRule, type Known } from './baselines.ts'
import { decisionsAfter } from './decisions.ts'
import { byKind, bySource, wrongBy } from './groups.ts'
import { holdsOf } from './holdsFor.ts'
import {
  type ChosenTrack,
  chosenTracks,
  type EvaluateInput,
  type JudgedClip,
  judge,
  type Line,
  ofTrack,
  rivalRule,
  runLine,
  trackLines,
} from './judged.ts'
import {
  type Curve,
  calibrationBins,
  countOutcomes,
  type Judged,
  measure,
  precisionRecallCurve,
  removedKeptCurve,
} from './metrics.ts'
import { objectAttention } from './objectAttention.ts'
import { bestRule, measureSurely } from './sureness.ts'

export type Evaluated = Omit<Evaluation, 'run' | 'on' | 'tasks' | 'keep95' | 'keep99' | 'holdsFor'>

export function evaluate(input: EvaluateInput): Evaluated {
  const { run, threshold, trainedOn, prefixes, live } = input
  const tracks = chosenTracks(input)
  const training = trainingTracks(input)
  const fitted = [...fitTrackRules(training), ...brightCrops(training, tracks)]
  const rival = input.rival ? [rivalRule(input.rival)] : []
  const rules = [...fitted.filter(isRule).map(ofTrack), ...rival]
  const lines = trackLines(input, tracks, rules)
  const own = lines[0]!.judged
  const sure = measureSurely(
    lines,
    tracks.map(({ track }) => track.video),
    'track',
    input.promises,
  )
  const clips = judgeClips(input)
  const duration = rules.find(({ id }) => id === 'duration')!
  const best = bestRule(rules, sure.metrics, 'balancedAccuracy')?.id
  const judging = { run, threshold, trainedOn, rules, rival: best }
  return {
    threshold,
    metrics: sure.metrics.get(runLine)!,
    clips: clips.metrics,
    baselines: [
      ...[...fitted, ...rival].map((rule) => asBaseline(rule, 'track', sure.metrics)),
      ...clips.baselines,
    ],
    differences: [...sure.differences, ...clips.differences],
    confusion: confusion(tracks, input),
    removedKept: lines.map((line) => series(line, removedKeptCurve)),
    atThresholds: atThresholds(own),
    precisionRecall: lines.map((line) => series(line, precisionRecallCurve)),
    afterBoxes: decisionsAfter(run, prefixes, tracks, rules, false),
    liveAfterBoxes: decisionsAfter(run, live, tracks, rules, true),
    calibration: calibrationBins(own),
    calibrated: input.calibration && {
      ...input.calibration,
      errorBefore: measure({ scores: input.raw, real: own.real }, threshold).calibrationError,
    },
    ...wrongBy(tracks, threshold, duration),
    bySource: bySource(tracks, judging),
    byKind: byKind(tracks, judging),
    attention: attentionByClass(
      input.attention.map((attention, i) => ({ class: tracks[i]!.label, attention })),
    ),
    amongTracks:
      input.among &&
      objectAttention(
        input.among.map((one, i) => ({ ...one, class: tracks[i]!.label, video: tracks[i]!.track.video })),
      ),
    kept: sure.kept,
    holds: holdsOf(tracks, trainedOn),
  }
}

const series = ({ id, name, judged }: Line, curve: (judged: Judged) => Curve) => ({
  id,
  name,
  points: curve(judged),
})

/** Beside models that look at pixels. */
const brightCrops = (training: readonly Known<TableTrack>[], chosen: readonly ChosenTrack[]) =>
  training.length > 0 &&
  [...training.map(({ thing }) => thing), ...chosen.map(({ track }) => track)].every(({ crops }) => crops)
    ? [fitBrightCrops(training)]
    : []

function trainingTracks({ table, parts }: EvaluateInput): Known<TableTrack>[] {
  const indices = Array.from({ length: countTracks(table) }, (_, i) => i).filter((i) => parts[i] === 'train')
  return indices.map((i) => ({ thing: trackAt(table, i), real: labelAt(table, i) === 'persistent' }))
}

function asBaseline(
  rule: { id: Baseline['id']; name: string } & ({ rule: string } | { absent: string }),
  unit: Baseline['unit'],
  metrics: ReadonlyMap<string, Metrics>,
): Baseline {
  if ('absent' in rule)
    return { id: rule.id, name: rule.name, unit, rule: '', metrics: null, absent: rule.absent }
  const { id, name, rule: words } = rule
  return { id, name, unit, rule: words, metrics: readable(metrics.get(id)!), absent: null }
}

/** A cut from above is kept as a negative score: shown, it is the number itself. */
const readable = (metrics: Metrics): Metrics => ({ ...metrics, threshold: Math.abs(metrics.threshold) })

/** Clips by their best track, beside a rule on bright pixels. Nothing where there are no clips to judge. */
function judgeClips({ run, clips, threshold }: EvaluateInput): {
  metrics: Metrics | null
  baselines: Baseline[]
  differences: Difference[]
} {
  const chosen = clips.filter((clip) => clip.chosen)
  if (chosen.length === 0) return { metrics: null, baselines: [], differences: [] }
  const all = chosen.map((clip) => ({ ...clip, real: clip.positive }))
  const own: Line = {
    id: runLine,
    name: `run ${run}`,
    judged: judge(all, ({ score }) => score),
    threshold,
    probabilities: true,
  }
  const metrics = measureSurely([own], [...all.keys()], 'clip').metrics.get(runLine)!
  const counted = all.filter(({ bright }) => bright !== null)
  if (counted.length === 0) return { metrics, baselines: [], differences: [] }
  const rule = fitBrightPixels(
    clips.filter(({ part, bright }) => part === 'train' && bright !== null).map(known),
  )
  if (!isRule(rule)) return { metrics, baselines: [asBaseline(rule, 'clip', new Map())], differences: [] }
  const both: Line[] = [
    { ...own, judged: judge(counted, ({ score }) => score) },
    { ...rule, judged: judge(counted, ({ bright }) => rule.score(bright!)) },
  ]
  const sure = measureSurely(both, [...counted.keys()], 'clip')
  return { metrics, baselines: [asBaseline(rule, 'clip', sure.metrics)], differences: sure.differences }
}

const known = ({ bright, positive }: JudgedClip): Known<number> => ({ thing: bright!, real: positive })

/** Rows: label; columns: prediction. */
function confusion(tracks: readonly ChosenTrack[], { threshold, kindRule }: EvaluateInput): number[][] {
  const counts = classes.map(() => classes.map(() => 0))
  for (const { track, score, label } of tracks) {
    const predicted = classify(score, countBoxes(track.detections), threshold, kindRule)
    counts[classes.indexOf(label)]![classes.indexOf(predicted)]! += 1
  }
  return counts
}

function atThresholds(judged: Judged): Evaluation['atThresholds'] {
  return Array.from({ length: 101 }, (_, i) => {
    const [removed, , , kept] = countOutcomes(judged, i / 100)
    return { threshold: i / 100, kept, removed }
  })
}
