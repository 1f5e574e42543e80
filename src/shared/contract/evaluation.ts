/** The figures of a run: what it reaches, how sure that is, beside which rules, and what it holds for. */
import { z } from 'zod'
import { Label, TrackClass } from '../words.ts'
import { ClassAttention, ObjectAttention } from './attention.ts'
import { Id } from './base.ts'

export { ClassAttention, ObjectAttention } from './attention.ts'

export const metricNames = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'balancedAccuracy',
  'auroc',
  'averagePrecision',
  'calibrationError',
  'removedAt95',
  'removedAt99',
] as const
export const MetricName = z.enum(metricNames)
export type MetricName = z.infer<typeof MetricName>

/** Low and high end, 95 %. */
export const Interval = z.tuple([z.number(), z.number()])
export type Interval = z.infer<typeof Interval>

/** By bootstrap: `groups` videos (or tracks, where there are fewer than five videos) drawn anew `resamples` times. */
export const Intervals = z.object({
  over: z.enum(['video', 'track']),
  groups: z.number(),
  resamples: z.number(),
  /** A metric that too few resamples define has none. */
  of: z.partialRecord(MetricName, Interval),
  /** What drawing other videos adds to the calibration error: about so much of it is chance, not the model's. */
  calibrationChance: z.number().optional(),
})
export type Intervals = z.infer<typeof Intervals>

/** Metrics of one set of tracks (or clips) at one threshold. n = how many; real = how many of them are persistent. */
export const Metrics = z.object({
  n: z.number(),
  real: z.number(),
  threshold: z.number(),
  loss: z.number().nullable(),
  accuracy: z.number(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  balancedAccuracy: z.number(),
  auroc: z.number().nullable(),
  averagePrecision: z.number().nullable(),
  calibrationError: z.number().nullable(),
  /** Share of false tracks removed while 95 % / 99 % of the real ones are kept. */
  removedAt95: z.number().nullable(),
  removedAt99: z.number().nullable(),
  /** [[TN, FP], [FN, TP]]. */
  confusion: z.tuple([z.tuple([z.number(), z.number()]), z.tuple([z.number(), z.number()])]),
  /** Absent in runs of earlier versions, and for fewer than two groups. */
  intervals: Intervals.optional(),
})
export type Metrics = z.infer<typeof Metrics>

export const baselineIds = ['duration', 'mean-score', 'logistic', 'logistic-track', 'bright-pixels'] as const
/** A trivial rule beside the model, fitted on train, judged on the same test tracks. `unit`: what it judges. */
export const Baseline = z.object({
  id: z.enum(baselineIds),
  name: z.string(),
  unit: z.enum(['track', 'clip']),
  rule: z.string(),
  metrics: Metrics.nullable(),
  /** Why there is no figure, e.g. the file has no scores. */
  absent: z.string().nullable(),
})
export type Baseline = z.infer<typeof Baseline>

/** Run − the baseline that is best by this metric on the same things; both drawn together in every resample. */
export const Difference = z.object({
  unit: z.enum(['track', 'clip']),
  metric: MetricName,
  baseline: z.enum(baselineIds),
  name: z.string(),
  value: z.number(),
  interval: Interval.nullable(),
})
export type Difference = z.infer<typeof Difference>

/**
 * What figures hold for: `same` = new tracks of sources that the run was trained on, `new` = other sources, `mixed` =
 * both, `seen` = tracks that trained or chose the run: too favourable.
 */
export const Holds = z.enum(['same', 'new', 'mixed', 'seen'])
export type Holds = z.infer<typeof Holds>

const Point = z.tuple([z.number(), z.number()])
/** A named line of a chart: the run itself or a baseline. */
export const Series = z.object({
  id: z.string(),
  name: z.string(),
  points: z.array(Point),
  /** How many things each point is of, where that is not all that are judged. */
  of: z.array(z.number()).optional(),
})
export type Series = z.infer<typeof Series>

/** How the model's raw scores became probabilities: logit → scale · logit + offset, fitted on the validation part and believed as far as its videos agree. */
export const Calibration = z.object({
  scale: z.number().positive(),
  offset: z.number(),
  /** Tracks that it was fitted on. */
  real: z.number(),
  false: z.number(),
  /** Absent in models of earlier versions. */
  videos: z.number().optional(),
  /** Why it was not fitted (then scale 1, offset 0); null = fitted. */
  refused: z.string().nullable(),
})
export type Calibration = z.infer<typeof Calibration>

/** A threshold that was to keep a share of the real tracks, and what it kept of those that are judged. */
const KeptShare = z.object({
  share: z.number(),
  threshold: z.number(),
  chosenOn: z.object({ real: z.number(), sources: z.array(z.string()) }),
  real: z.number(),
  kept: z.number(),
  false: z.number(),
  removed: z.number(),
  /** Of the shares kept and removed. */
  keptInterval: Interval.nullable(),
  removedInterval: Interval.nullable(),
})

/** Figures of a part of the judged tracks. A kind of one side has no AUROC: look at accuracy. */
export const Group = z.object({
  group: z.string(),
  holds: Holds,
  metrics: Metrics,
  /** The best AUROC of the baselines on the same tracks (accuracy where one side is missing), by name. */
  rival: z.object({ id: z.enum(baselineIds), name: z.string(), value: z.number() }).nullable(),
})
export type Group = z.infer<typeof Group>

const Wrong = z.object({ group: z.string(), wrong: z.number(), n: z.number(), wrongByDuration: z.number() })

/** What a task of the head reaches on the judged tracks of which something is known, the model first, then trivial rules. */
export const TaskFigures = z.object({
  task: z.string(),
  title: z.string(),
  n: z.number(),
  columns: z.array(z.object({ title: z.string(), better: z.enum(['higher', 'lower']) })),
  lines: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      values: z.array(z.number().nullable()),
      /** Of each value, by drawing videos (of fewer than five: tracks) anew; absent in figures of earlier versions. */
      intervals: z.array(Interval.nullable()).optional(),
    }),
  ),
})
export type TaskFigures = z.infer<typeof TaskFigures>

/** All that the Evaluate view draws for one run at one threshold, on the tracks of one part of its split. */
export const Evaluation = z.object({
  run: Id,
  on: z.string(),
  threshold: z.number(),
  metrics: Metrics,
  clips: Metrics.nullable(),
  baselines: z.array(Baseline),
  differences: z.array(Difference),
  /** Rows: label; columns: prediction at the threshold. [persistent, brief, noise]². */
  confusion: z.array(z.array(z.number())),
  /** x = share of real tracks kept, y = share of false tracks removed. */
  removedKept: z.array(Series),
  /** At the thresholds 0, 0.01, … 1: how many real tracks are kept and how many false ones removed. */
  atThresholds: z
    .array(z.object({ threshold: z.number(), kept: z.number(), removed: z.number() }))
    .default([]),
  precisionRecall: z.array(Series),
  /** x = boxes seen, y = AUROC with only the first x boxes of each track, the rest of its file known. */
  afterBoxes: z.array(Series),
  /** The same strictly live: nothing is known of what comes after the x-th box. */
  liveAfterBoxes: z.array(Series),
  /** Reliability: x = mean score in bin, y = share persistent, n. */
  calibration: z.array(z.object({ predicted: z.number(), observed: z.number(), n: z.number() })),
  /** How the scores were calibrated, and the error of the same tracks without it; null = a run of an earlier version. */
  calibrated: Calibration.extend({ errorBefore: z.number().nullable() }).nullable(),
  wrongByLength: z.array(Wrong),
  wrongBySource: z.array(Wrong),
  wrongByKind: z.array(Wrong),
  bySource: z.array(Group),
  /** By label, and by the kind of the clip where they are of clips ("clip mixed"). */
  byKind: z.array(Group),
  attention: z.array(ClassAttention),
  /** Of the head's tasks beside persistence; empty without such, and while the learning thread is busy. */
  tasks: z.array(TaskFigures).default([]),
  /** Of models that look among the tracks of a video. */
  amongTracks: ObjectAttention.nullable().optional(),
  /** Thresholds that keep 95 % and 99 % of the real tracks of the validation part. */
  keep95: z.number().nullable(),
  keep99: z.number().nullable(),
  kept: z.array(KeptShare),
  holds: Holds,
  holdsFor: z.string(),
})
export type Evaluation = z.infer<typeof Evaluation>

export const Suspect = z.object({
  track: Id,
  video: Id,
  videoName: z.string(),
  number: z.number(),
  label: Label,
  prediction: TrackClass,
  score: z.number(),
  /** Score by models that did not see the track (cross-validation); null where they were not asked. */
  unseen: z.number().nullable(),
  boxes: z.number(),
  /** Of `unseen`, else of the run's score. */
  loss: z.number(),
})
export type Suspect = z.infer<typeof Suspect>
