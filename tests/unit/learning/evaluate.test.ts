/** All figures of a run from stored scores, and what they are said to hold for. */
import { describe, expect, it } from 'vitest'
import { type TableTrack, tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { evaluate } from '../../../src/main/engine/learning/judging/evaluate.ts'
import { holdsFor } from '../../../src/main/engine/learning/judging/holdsFor.ts'
import type { EvaluateInput } from '../../../src/main/engine/learning/judging/judged.ts'
import type { Split, TrackClass } from '../../../src/shared/words.ts'
import { aTrack } from '../../support/tracks.ts'

interface Scored {
  label: TrackClass
  boxes: number
  score: number
  part: Split | null
  source?: string
}

const evenly = (boxes: number) => new Float32Array(boxes).fill(1 / boxes)

function anInput(scored: readonly Scored[], change: Partial<EvaluateInput> = {}): EvaluateInput {
  const tracks = scored.map(
    ({ label, boxes }, i): TableTrack => aTrack({ boxes }, { id: i + 1, video: i + 1, label }),
  )
  const chosen = scored.map(({ part }) => part === 'test')
  const scores = scored.map(({ score }) => score)
  const ofChosen = <T>(values: readonly T[]) => values.filter((_, i) => chosen[i])
  const prefixes = [{ boxes: 1, scores: ofChosen(scores).map(() => 0.5) }]
  return {
    run: 7,
    threshold: 0.5,
    table: tableOf(tracks),
    scores: Float32Array.from(scores),
    parts: scored.map(({ part }) => part),
    chosen,
    sources: scored.map(({ source = 'quick' }) => source),
    clipKinds: scored.map(() => null),
    trainedOn: ['quick'],
    clips: [],
    prefixes,
    live: prefixes,
    rival: null,
    calibration: null,
    raw: Float32Array.from(ofChosen(scores)),
    attention: ofChosen(tracks).map(({ detections }) => evenly(detections.length / 6)),
    promises: [],
    kindRule: { '1': 'noise', '2-3': 'brief', '4-10': 'brief', '11-30': 'noise', '31-': 'noise' },
    ...change,
  }
}

// Duration decides among the training tracks (6 boxes and more are real), but is wrong twice in the test part.
const scored: Scored[] = [
  ...[2, 3, 4].map((boxes): Scored => ({ label: 'brief', boxes, score: 0.1, part: 'train' })),
  ...[8, 9, 20].map((boxes): Scored => ({ label: 'persistent', boxes, score: 0.9, part: 'train' })),
  { label: 'persistent', boxes: 12, score: 0.9, part: 'test' },
  { label: 'persistent', boxes: 3, score: 0.8, part: 'test' },
  { label: 'brief', boxes: 2, score: 0.1, part: 'test' },
  { label: 'noise', boxes: 15, score: 0.75, part: 'test', source: 'film' },
]

describe('evaluate', () => {
  it('judges the chosen tracks alone, and the rules on the same ones', () => {
    const { metrics, baselines } = evaluate(anInput(scored))
    expect(metrics).toMatchObject({ n: 4, real: 2, accuracy: 0.75, auroc: 1 })
    expect(metrics.confusion).toEqual([
      [1, 1],
      [0, 2],
    ])
    const duration = baselines.find(({ id }) => id === 'duration')!
    expect(duration).toMatchObject({ unit: 'track', rule: 'boxes at least 6', absent: null })
    expect(duration.metrics).toMatchObject({ n: 4, accuracy: 0.5, threshold: 6 })
    expect(baselines.map(({ id }) => id)).toEqual(['duration', 'mean-score', 'logistic'])
  })

  it('crosses labels with predictions at the threshold', () => {
    expect(evaluate(anInput(scored)).confusion).toEqual([
      [2, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
    ])
    expect(evaluate(anInput(scored, { threshold: 0.85 })).confusion).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
  })

  it('counts at every threshold what is kept and removed', () => {
    const { atThresholds } = evaluate(anInput(scored))
    expect(atThresholds).toHaveLength(101)
    expect(atThresholds[0]).toEqual({ threshold: 0, kept: 2, removed: 0 })
    expect(atThresholds[50]).toEqual({ threshold: 0.5, kept: 2, removed: 1 })
    expect(atThresholds[100]).toEqual({ threshold: 1, kept: 0, removed: 2 })
  })

  it('groups what is wrong by length and by source, duration beside it', () => {
    const { wrongByLength, wrongBySource } = evaluate(anInput(scored))
    expect(wrongByLength).toEqual([
      { group: '2-3', wrong: 0, n: 2, wrongByDuration: 1 },
      { group: '11-30', wrong: 1, n: 2, wrongByDuration: 1 },
    ])
    expect(wrongBySource).toEqual([
      { group: 'quick', wrong: 0, n: 3, wrongByDuration: 1 },
      { group: 'film', wrong: 1, n: 1, wrongByDuration: 1 },
    ])
  })

  it('gives figures of each source and kind, and says which source is a new one', () => {
    const { bySource, byKind, holds } = evaluate(anInput(scored))
    expect(holds).toBe('mixed')
    expect(bySource.map(({ group, holds: of, metrics: { n, real } }) => [group, of, n, real])).toEqual([
      ['quick', 'same', 3, 2],
      ['film', 'new', 1, 0],
    ])
    expect(bySource[0]).toMatchObject({ metrics: { auroc: 1 }, rival: { name: 'Duration', value: 1 } })
    expect(byKind.map(({ group, metrics: { n, accuracy, auroc } }) => [group, n, accuracy, auroc])).toEqual([
      ['persistent', 2, 1, null],
      ['brief', 1, 1, null],
      ['noise', 1, 0, null],
    ])
    const ofClips = evaluate(anInput(scored, { clipKinds: scored.map(() => 'mixed') })).byKind
    expect(ofClips.at(-1)).toMatchObject({ group: 'clip mixed', metrics: { n: 4 } })
  })

  it('says what a promised threshold kept here, and on what it was chosen', () => {
    const promise = { share: 0.95, threshold: 0.85, chosenOn: { real: 40, sources: ['quick'] } }
    const { kept } = evaluate(anInput(scored, { promises: [promise] }))
    expect(kept).toMatchObject([{ ...promise, real: 2, kept: 1, false: 2, removed: 2 }])
  })

  it('tells the calibration error with and without calibration', () => {
    const calibration = { scale: 2, offset: 0, real: 20, false: 20, refused: null }
    const raw = Float32Array.of(0.6, 0.6, 0.4, 0.4)
    const { calibrated, metrics } = evaluate(anInput(scored, { calibration, raw }))
    expect(calibrated!.scale).toBe(2)
    expect(calibrated!.errorBefore).toBeCloseTo(0.4, 6)
    expect(metrics.calibrationError).not.toBeCloseTo(0.4, 3)
    expect(evaluate(anInput(scored)).calibrated).toBeNull()
  })

  it('has a lead over the best rule for each metric that both have', () => {
    const { differences, baselines } = evaluate(anInput(scored))
    const auroc = differences.find(({ metric }) => metric === 'auroc')!
    const best = Math.max(...baselines.map(({ metrics }) => metrics!.auroc!))
    expect(auroc.value).toBeCloseTo(1 - best, 9)
    expect(differences.find(({ metric }) => metric === 'calibrationError')).toMatchObject({
      baseline: 'logistic',
    })
  })

  it('draws run and rules in each chart, also after the first boxes', () => {
    const { removedKept, precisionRecall, afterBoxes } = evaluate(anInput(scored))
    for (const chart of [removedKept, precisionRecall, afterBoxes])
      expect(chart.map(({ id }) => id)).toEqual(['run', 'duration', 'mean-score', 'logistic'])
    // With one box each, all lengths and scores are the same.
    expect(afterBoxes[0]).toEqual({ id: 'run', name: 'run 7', points: [[1, 0.5]] })
    expect(afterBoxes[1]!.points).toEqual([[1, 0.5]])
  })

  it('judges clips by their best track, beside a rule on bright pixels', () => {
    const clip = (part: Split, positive: boolean, score: number, bright: number) => ({
      part,
      chosen: part === 'test',
      positive,
      score,
      bright,
    })
    const clips = [
      clip('train', true, 0.9, 100),
      clip('train', false, 0.1, 10),
      clip('test', true, 0.9, 20),
      clip('test', false, 0.2, 90),
    ]
    const evaluated = evaluate(anInput(scored, { clips }))
    expect(evaluated.clips).toMatchObject({ n: 2, accuracy: 1, f1: 1 })
    expect(evaluated.baselines.at(-1)).toMatchObject({
      id: 'bright-pixels',
      unit: 'clip',
      rule: 'bright pixels a frame at least 55.0',
      metrics: { n: 2, accuracy: 0 },
    })
    expect(evaluate(anInput(scored)).clips).toBeNull()
  })
})

describe('what figures hold for', () => {
  const tracks = (n: number, source: string, part?: Split) =>
    Array.from({ length: n }, () => ({ source, part }))

  it.each([
    [
      'unseen clips',
      tracks(3, 'quick', 'test'),
      375,
      'The 375 clips of the same source “quick” that the run did not see.',
    ],
    [
      'one unseen track',
      tracks(1, 'quick', 'test'),
      0,
      'The 1 track of the same source “quick” that the run did not see.',
    ],
    ['another source', tracks(2, 'ETH'), 0, 'The 2 tracks of another source “ETH” that the run did not see.'],
    [
      'both',
      [...tracks(1, 'quick', 'test'), ...tracks(1, 'ETH'), ...tracks(1, 'Venice')],
      0,
      'The 3 tracks of the same source “quick” and the other sources “ETH”, “Venice” that the run did not see.',
    ],
    [
      'seen ones',
      [...tracks(7, 'quick', 'train'), ...tracks(2, 'quick', 'validation'), ...tracks(1, 'quick', 'test')],
      0,
      'Too favourable for new tracks: of these 10 tracks the run was trained on 7 and chosen by 2.',
    ],
  ])('%s', (_, judged, clips, wanted) => {
    expect(holdsFor({ tracks: judged, clips, trainedOn: ['quick'] })).toBe(wanted)
  })
})
