/** What a training would use now, and what a person must do first: pure, from labels alone. */
import type { SplitCounts } from '../../../../shared/contract/learning.ts'
import { type Label, labels, type Split, splits } from '../../../../shared/words.ts'
import { splitVideos } from './split.ts'

export interface PlannedTrack {
  id: number
  video: number
  source: number
  label: Label
}

export interface Plan {
  split: Map<number, Split>
  counts: SplitCounts
  /** Labelled tracks that are used: all but the `unsure` ones. */
  used: number
  problems: string[]
  warnings: string[]
}

const fewestLabels = 20
const steady = 20

/** `before`: parts of videos in the run that this one goes on from: what it has seen must not become a test. */
export function planTraining(
  tracks: readonly PlannedTrack[],
  seed: number,
  before: Readonly<Record<string, Split>> = {},
): Plan {
  const split = new Map(
    [...splitVideos(tracks, seed)].map(([video, part]): [number, Split] => [video, before[video] ?? part]),
  )
  const counts = countLabels(tracks, split)
  const used = tracks.filter(({ label }) => label !== 'unsure').length
  const problems = findProblems(tracks, counts, used)
  return { split, counts, used, problems, warnings: problems.length > 0 ? [] : findWarnings(counts) }
}

/** That train, or judge: all but the `unsure` ones. */
export const labelledTracksOf = ({ labels: { persistent, brief, noise } }: SplitCounts[Split]): number =>
  persistent + brief + noise

function countLabels(tracks: readonly PlannedTrack[], split: ReadonlyMap<number, Split>): SplitCounts {
  const none = () => Object.fromEntries(labels.map((label) => [label, 0])) as Record<Label, number>
  const counts = Object.fromEntries(
    splits.map((part) => [part, { videos: 0, labels: none() }]),
  ) as SplitCounts
  for (const part of split.values()) counts[part].videos += 1
  for (const { video, label } of tracks) {
    const part = split.get(video)
    if (part) counts[part].labels[label] += 1
  }
  return counts
}

/** The first thing that is missing, in the order in which a person would mend it. */
function findProblems(tracks: readonly PlannedTrack[], counts: SplitCounts, used: number): string[] {
  const certain = tracks.filter(({ label }) => label !== 'unsure')
  const real = certain.filter(({ label }) => label === 'persistent').length
  if (used < fewestLabels)
    return [`${count(used, 'track')} labelled (unsure does not count): label at least ${fewestLabels}.`]
  if (real === used) return [`All ${used} labels are persistent: label some tracks brief or noise too.`]
  if (real === 0) return [`None of the ${used} labels is persistent: label some real tracks too.`]
  const videos = new Set(certain.map(({ video }) => video)).size
  if (videos < 3) {
    const why = 'whole videos train, validate and test, so that no video is on two sides'
    return [`The labels are in ${count(videos, 'video')}: label tracks of at least 3 videos (${why}).`]
  }
  return splits.flatMap((part) => lacking(part, counts[part].labels))
}

function lacking(part: Split, counted: Record<Label, number>): string[] {
  const name = { train: 'training', validation: 'validation', test: 'test' }[part]
  const remedy = 'in more videos, or try another seed'
  if (counted.persistent === 0)
    return [`The ${name} part has no persistent track: label real tracks ${remedy}.`]
  if (counted.brief + counted.noise > 0) return []
  return [`The ${name} part has no brief or noise track: label false tracks ${remedy}.`]
}

function findWarnings(counts: SplitCounts): string[] {
  const warnings: string[] = []
  for (const part of ['validation', 'test'] as const) {
    const { persistent, brief, noise } = counts[part].labels
    const name = part === 'test' ? 'Test' : 'Validation'
    const of = (n: number, what: string) =>
      `${name} has ${n} ${what} ${n === 1 ? 'track' : 'tracks'}; ${steady} make its figures steady.`
    if (persistent < steady) warnings.push(of(persistent, 'persistent'))
    if (brief + noise < steady) warnings.push(of(brief + noise, 'brief or noise'))
  }
  const { brief, noise } = counts.train.labels
  if (brief === 0 || noise === 0) {
    const [missing, given] = brief === 0 ? ['brief', 'noise'] : ['noise', 'brief']
    warnings.push(`No ${missing} track trains: every rejected track will be called ${given}.`)
  }
  return warnings
}

const count = (n: number, what: string): string => (n === 1 ? `1 ${what}` : `${n} ${what}s`)
