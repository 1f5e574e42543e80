/** How sure a task's figures are: its tracks are drawn anew, whole videos at a time. */
import type { Interval } from '../../../../shared/contract/evaluation.ts'
import { createRandom } from '../../base/random.ts'
import { groupsOf, intervalOf } from './bootstrap.ts'

const most = 1000
const fewest = 100
/** Tracks looked at: some tenths of a second. */
const visits = 2e6

type Figures = readonly (number | null)[]

/** `figuresOf` some tracks, by their places in `videos`. The same draws for every line of a task; none of fewer than two tracks. */
export function taskIntervals(
  videos: readonly number[],
  figuresOf: (tracks: readonly number[]) => Figures,
): (Interval | null)[] {
  const whole = figuresOf(videos.map((_, i) => i))
  if (videos.length < 2) return whole.map(() => null)
  const { groups, count } = groupsOf(videos)
  const members: number[][] = Array.from({ length: count }, () => [])
  groups.forEach((group, track) => members[group]!.push(track))
  const random = createRandom(1, 'bootstrap')
  const draws = Array.from(
    { length: Math.round(Math.max(fewest, Math.min(most, visits / videos.length))) },
    () => figuresOf(members.flatMap(() => members[random.integer(count)]!)),
  )
  return whole.map((_, figure) => intervalOf(draws.map((values) => values[figure] ?? Number.NaN)))
}
