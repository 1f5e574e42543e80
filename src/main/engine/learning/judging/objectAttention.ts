/**
 * Attention that the tracks of each class receive from the tracks of their video: means over the class's own tracks, never
 * over other tokens (SEED §12.9). Of each track: its share of the video's attention times the number of tracks that share
 * it, so 1 = uniform, and the mean over all tracks of a video is 1 for every model.
 */
import type { ObjectAttention } from '../../../../shared/contract/evaluation.ts'
import { classes, type TrackClass } from '../../../../shared/words.ts'
import { createRandom } from '../../base/random.ts'
import { groupsOf, intervalOf } from './bootstrap.ts'

export interface AttendedObject {
  class: TrackClass
  video: number
  /** Share of its group's attention, and the tracks of the group, itself among them. */
  share: number
  tracks: number
}

const resamples = 1000

/** null where no track has company: then there is nothing to share. Tracks that are alone are counted and left out. */
export function objectAttention(all: readonly AttendedObject[]): ObjectAttention | null {
  const met = all.filter(({ tracks }) => tracks > 1)
  if (met.length === 0) return null
  const { over, groups, count } = groupsOf(met.map(({ video }) => video))
  const sums = Array.from({ length: count }, () => classes.map(() => ({ n: 0, relative: 0 })))
  met.forEach((one, i) => {
    const own = sums[groups[i]!]![classes.indexOf(one.class)]!
    own.n += 1
    own.relative += one.share * one.tracks
  })
  const draws = draw(sums)
  const whole = meansOf(sums)
  return {
    classes: classes.flatMap((name, k) => {
      const own = met.filter((one) => one.class === name)
      if (own.length === 0) return []
      const mean = (of: (one: AttendedObject) => number) =>
        own.reduce((sum, one) => sum + of(one), 0) / own.length
      return [
        {
          class: name,
          tracks: own.length,
          received: mean(({ share }) => share),
          uniform: mean(({ tracks }) => 1 / tracks),
          relative: whole.each[k]!,
          interval: intervalOf(draws.map(({ each }) => each[k]!)),
        },
      ]
    }),
    ratio: Number.isNaN(whole.ratio) ? null : whole.ratio,
    interval: intervalOf(draws.map(({ ratio }) => ratio)),
    over,
    groups: count,
    alone: all.length - met.length,
  }
}

type Sums = { n: number; relative: number }[]

/** Of each class; persistent ones over brief and noise together. */
function meansOf(sums: readonly Sums[]): { each: number[]; ratio: number } {
  const total = classes.map((_, k) => ({
    n: sums.reduce((sum, own) => sum + own[k]!.n, 0),
    relative: sums.reduce((sum, own) => sum + own[k]!.relative, 0),
  }))
  const [persistent, brief, noise] = total as [Sums[0], Sums[0], Sums[0]]
  const others = (brief!.relative + noise!.relative) / (brief!.n + noise!.n)
  return {
    each: total.map(({ n, relative }) => relative / n),
    ratio: persistent!.relative / persistent!.n / others,
  }
}

function draw(sums: readonly Sums[]): ReturnType<typeof meansOf>[] {
  const random = createRandom(1, 'objects')
  return Array.from({ length: sums.length < 2 ? 0 : resamples }, () =>
    meansOf(sums.map(() => sums[random.integer(sums.length)]!)),
  )
}
