/** Whole videos on one side, both classes everywhere, and refusals in words. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PlannedTrack, planTraining } from '../../../src/main/engine/learning/data/plan.ts'
import { splitVideos } from '../../../src/main/engine/learning/data/split.ts'
import { type Label, labels, splits } from '../../../src/shared/words.ts'

/** One list of labels a video. */
const tracksOf = (videos: readonly (readonly Label[])[]): PlannedTrack[] =>
  videos
    .flatMap((own, video) => own.map((label) => ({ video: video + 1, source: 1, label })))
    .map((track, i) => ({ id: i + 1, ...track }))

const clips = (real: number, brief: number, noise: number): Label[][] => [
  ...Array<Label[]>(real).fill(['persistent']),
  ...Array<Label[]>(brief).fill(['brief']),
  ...Array<Label[]>(noise).fill(['noise']),
]

const sharesOf = (split: ReadonlyMap<number, string>) =>
  splits.map((part) => [...split.values()].filter((own) => own === part).length)

describe('the split', () => {
  it('is 70/15/15 of clips, in every kind of clip, and the same for the same seed', () => {
    const tracks = tracksOf(clips(100, 60, 40))
    const split = splitVideos(tracks, 42)
    expect(sharesOf(split)).toEqual([140, 30, 30])
    expect(
      splits.map((part) => [...split].filter(([video, own]) => own === part && video <= 100).length),
    ).toEqual([70, 15, 15])
    expect(splitVideos(tracks, 42)).toEqual(split)
    expect(splitVideos(tracks, 43)).not.toEqual(split)
  })

  it('puts no video on two sides and leaves none out, whatever the labels', () => {
    const videos = fc.array(fc.array(fc.constantFrom(...labels), { minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(videos, fc.integer({ min: 0, max: 1000 }), (own, seed) => {
        const tracks = tracksOf(own)
        const { split, counts } = planTraining(tracks, seed)
        const used = new Set(tracks.filter(({ label }) => label !== 'unsure').map(({ video }) => video))
        expect(new Set(split.keys())).toEqual(used) // a Map: each video has one part
        expect(splits.reduce((sum, part) => sum + counts[part].videos, 0)).toBe(used.size)
        if (used.size >= 3) for (const part of splits) expect(counts[part].videos).toBeGreaterThan(0)
      }),
    )
  })

  it('finds a deal in which every part holds both classes where there is one', () => {
    const films: Label[][] = [
      ...Array<Label[]>(3).fill(['persistent', 'noise', 'noise']),
      ...Array<Label[]>(3).fill(['noise', 'noise', 'noise']),
    ]
    for (let seed = 0; seed < 20; seed += 1) {
      const { counts } = planTraining(tracksOf(films), seed)
      for (const part of splits)
        expect(counts[part].labels.persistent, `seed ${seed}, ${part}`).toBeGreaterThan(0)
    }
  })

  it('gives films of unequal length by their tracks, the rest to training', () => {
    const films = [100, 20, 20, 30, 80, 40].map((n) =>
      Array.from({ length: n }, (_, i): Label => (i % 2 ? 'noise' : 'persistent')),
    )
    const { counts } = planTraining(tracksOf(films), 42)
    expect(counts.train.labels.persistent).toBeGreaterThan(counts.validation.labels.persistent)
    expect(counts.train.labels.persistent).toBeGreaterThan(counts.test.labels.persistent)
  })
})

describe('a video with more tracks than a part should have', () => {
  const film = (n: number) => Array.from({ length: n }, (_, i): Label => (i % 3 ? 'persistent' : 'noise'))
  const seeds = Array.from({ length: 30 }, (_, seed) => seed)

  it('trains: validation and test have several others', () => {
    const films = [film(120), ...Array.from({ length: 20 }, () => film(20))]
    for (const seed of seeds) {
      const { split, counts } = planTraining(tracksOf(films), seed)
      expect(split.get(1)).toBe('train')
      expect(Math.min(counts.validation.videos, counts.test.videos)).toBeGreaterThan(2)
    }
  })

  it('validates or tests all the same where only such ones have false tracks', () => {
    const films = [...Array.from({ length: 3 }, () => film(60)), ...clips(60, 0, 0)]
    for (const seed of seeds) {
      const { problems, counts } = planTraining(tracksOf(films), seed)
      expect(problems).toEqual([])
      for (const part of splits) expect(counts[part].labels.noise).toBeGreaterThan(0)
    }
  })
})

describe('a plan', () => {
  const problemsOf = (videos: readonly (readonly Label[])[]) => planTraining(tracksOf(videos), 42).problems

  it('refuses fewer than 20 labels; unsure ones are none', () => {
    expect(problemsOf([...clips(10, 9, 0), ['unsure'], ['unsure']])).toEqual([
      '19 tracks labelled (unsure does not count): label at least 20.',
    ])
    expect(problemsOf(clips(10, 10, 0))).toEqual([])
  })

  it('refuses labels of one class', () => {
    expect(problemsOf(clips(30, 0, 0))).toEqual([
      'All 30 labels are persistent: label some tracks brief or noise too.',
    ])
    expect(problemsOf(clips(0, 15, 15))).toEqual([
      'None of the 30 labels is persistent: label some real tracks too.',
    ])
  })

  it('refuses labels of fewer than three videos, because whole videos are split', () => {
    const [problem] = problemsOf([Array<Label>(20).fill('persistent'), Array<Label>(20).fill('noise')])
    expect(problem).toMatch(/^The labels are in 2 videos: label tracks of at least 3 videos/)
  })

  it('refuses a part without a persistent track, and says which part', () => {
    expect(problemsOf([['persistent', ...Array<Label>(9).fill('noise')], ...clips(0, 0, 20)])[0]).toMatch(
      /^The (training|validation|test) part has no persistent track: label real tracks in more videos/,
    )
    expect(problemsOf([['noise', ...Array<Label>(9).fill('persistent')], ...clips(20, 0, 0)])[0]).toMatch(
      /^The (training|validation|test) part has no brief or noise track/,
    )
  })

  it('warns of parts too small for steady figures, and of a kind that never trains', () => {
    const { problems, warnings } = planTraining(tracksOf(clips(40, 40, 0)), 42)
    expect(problems).toEqual([])
    expect(warnings).toEqual([
      'Validation has 6 persistent tracks; 20 make its figures steady.',
      'Validation has 6 brief or noise tracks; 20 make its figures steady.',
      'Test has 6 persistent tracks; 20 make its figures steady.',
      'Test has 6 brief or noise tracks; 20 make its figures steady.',
      'No noise track trains: every rejected track will be called brief.',
    ])
  })
})
