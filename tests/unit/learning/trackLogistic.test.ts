/** The strong rival: its inputs are those of preset track, live it knows nothing of what comes later. */
import { describe, expect, it } from 'vitest'
import { type TableTrack, tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { areaUnderCurve } from '../../../src/main/engine/learning/judging/metrics.ts'
import {
  committeeScores,
  trackLogistic,
  unseenScores,
} from '../../../src/main/engine/learning/judging/trackLogistic.ts'
import { aTrack, someTracks } from '../../support/tracks.ts'

const tracks = someTracks(60)
const [train, judged] = [tracks.slice(0, 80), tracks.slice(80)]
const real = judged.map(({ label }) => label === 'persistent')
const rivalOf = (more: TableTrack[] = []) =>
  trackLogistic({ train: tableOf(train), table: tableOf(judged), context: tableOf([...tracks, ...more]) })

describe('scores by rules that did not see a track', () => {
  it('find the one wrong label among the labels, however the wrong one was learned', () => {
    const wrong = tracks[16]!
    const labelled = tracks.map((track) => (track === wrong ? { ...track, label: 'noise' as const } : track))
    const { scores } = unseenScores({ table: tableOf(labelled), context: tableOf(tracks) })
    const losses = labelled.map(
      ({ label }, i) => -Math.log(label === 'persistent' ? scores[i]! : 1 - scores[i]!),
    )
    expect(wrong.label).toBe('persistent')
    expect(losses.indexOf(Math.max(...losses))).toBe(16)
  })

  it('are none where the other videos hold one side only', () => {
    const few = tableOf([
      aTrack({ boxes: 5 }, { id: 1, video: 1, label: 'persistent' }),
      aTrack({ boxes: 5 }, { id: 2, video: 2, label: 'noise' }),
    ])
    const { scores, committee } = unseenScores({ table: few, context: few })
    expect(Array.from(scores)).toEqual([Number.NaN, Number.NaN])
    expect(committee.rules).toEqual([])
  })

  it('come from a committee whose members say of the videos that each did not see just these scores', () => {
    const table = tableOf(tracks)
    const { scores, committee } = unseenScores({ table, context: table })
    const members = committeeScores({ committee, table })
    expect(members).toHaveLength(5)
    const videos = [...new Set(table.videos)]
    tracks.forEach(({ video }, i) => {
      const part = videos.indexOf(video) % 5
      expect(members[part]![i]).toBe(scores[i])
    })
  })
})

describe('logistic regression on the inputs of preset track', () => {
  it('tells tracks apart that it has not seen', () => {
    const { scores, prefixes } = rivalOf()
    expect(areaUnderCurve({ scores, real })!).toBeGreaterThan(0.95)
    expect(prefixes.at(-1)!.scores).toEqual(scores)
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true)
  })

  it('says after some boxes what it says of a track that short while it lives', () => {
    const { live, prefixes } = rivalOf()
    expect(prefixes.map(({ boxes }) => boxes)).toEqual([1, 2, 3, 5, 10, 15])
    expect(live.map(({ boxes }) => boxes)).toEqual([1, 2, 3, 5, 10, 15])
    // A track of one box is the same after one box and at its end, but for the end being known.
    expect(prefixes[0]!.scores).not.toEqual(prefixes.at(-1)!.scores)
  })

  it('changes nothing live for what comes after the last box, but may with the file known', () => {
    const late = judged.map(({ video }, i) =>
      aTrack({ boxes: 20, first: 60, x: 5, y: 5, score: 0.2 }, { id: 1000 + i, video }),
    )
    const [plain, more] = [rivalOf(), rivalOf(late)]
    // What the training files teach is the same, as the late tracks are in other videos.
    expect(more.live.slice(0, 5)).toEqual(plain.live.slice(0, 5))
    expect(more.prefixes[0]!.scores).not.toEqual(plain.prefixes[0]!.scores)
  })
})
