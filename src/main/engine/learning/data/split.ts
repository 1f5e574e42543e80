/** Which videos train, validate and test: whole videos, seeded, every part with both classes where that can be. */
import { classes, type Label, type Split, splits, type TrackClass } from '../../../../shared/words.ts'
import { createRandom, type Random, shuffle } from '../../base/random.ts'

export interface SplitTrack {
  video: number
  label: Label
}

const shares: Record<Split, number> = { train: 0.7, validation: 0.15, test: 0.15 }
const attempts = 50

interface VideoLabels {
  video: number
  tracks: number
  real: number
  /** Its most positive label: persistent, else brief, else noise. */
  best: TrackClass
}

/**
 * Video → part, about 70/15/15 by number of tracks. Videos are dealt by their most positive label, each to the part
 * that lacks most; if a part then lacks a class, up to 49 more deals draw the part at random by what it lacks, and the
 * first in which all parts hold real and false tracks is taken. A video with more tracks than validation or test should
 * have in all trains, unless no such deal is fair: alone it would be the part, and what one video says holds for no other.
 * `unsure` tracks do not count. Fewer than three videos leave a part empty.
 */
export function splitVideos(tracks: readonly SplitTrack[], seed: number): Map<number, Split> {
  const videos = countByVideo(tracks)
  const random = createRandom(seed, 'split')
  const first = deal(videos, random, mostMissing, partsFor)
  if (isFair(videos, first)) return first
  for (const parts of [partsFor, anyPart])
    for (let i = 1; i < attempts; i += 1) {
      const other = deal(videos, random, drawnByMissing, parts)
      if (isFair(videos, other)) return other
    }
  return first
}

/** Parts that may take a video of so many tracks, of `all`. */
type PartsFor = (tracks: number, all: number) => readonly Split[]

const anyPart: PartsFor = () => splits
const partsFor: PartsFor = (tracks, all) =>
  splits.filter((part) => part === 'train' || tracks <= shares[part] * all)

function countByVideo(tracks: readonly SplitTrack[]): VideoLabels[] {
  const videos = new Map<number, VideoLabels>()
  for (const { video, label } of tracks) {
    if (label === 'unsure') continue
    const counted = videos.get(video) ?? { video, tracks: 0, real: 0, best: label }
    counted.tracks += 1
    if (classes.indexOf(label) < classes.indexOf(counted.best)) counted.best = label
    if (label === 'persistent') counted.real += 1
    videos.set(video, counted)
  }
  return [...videos.values()].sort((a, b) => a.video - b.video)
}

type Missing = Record<Split, number>

type Choose = (parts: readonly Split[], missing: Missing, random: Random) => Split

const mostMissing: Choose = (parts, missing) =>
  parts.reduce((most, other) => (missing[other] > missing[most] + 1e-9 ? other : most))

const drawnByMissing: Choose = (parts, missing, random) => {
  const lacks = parts.map((part) => Math.max(0, missing[part]))
  let left = random.uniform() * lacks.reduce((sum, lack) => sum + lack, 0)
  return parts.find((_, i) => (left -= lacks[i]!) < 0) ?? mostMissing(parts, missing, random)
}

function deal(
  videos: readonly VideoLabels[],
  random: Random,
  choose: Choose,
  parts: PartsFor,
): Map<number, Split> {
  const all = videos.reduce((sum, { tracks }) => sum + tracks, 0)
  const dealt = new Map<number, Split>()
  const missing: Missing = { train: 0, validation: 0, test: 0 }
  for (const label of classes) {
    const stratum = videos.filter(({ best }) => best === label)
    const total = stratum.reduce((sum, { tracks }) => sum + tracks, 0)
    for (const part of splits) missing[part] += shares[part] * total
    const choices = ({ tracks }: VideoLabels) => parts(tracks, all).length
    // Those without a choice first: the others then make up for them.
    const order = shuffle([...stratum], random).sort((a, b) => choices(a) - choices(b))
    for (const { video, tracks } of order) {
      const part = choose(parts(tracks, all), missing, random)
      dealt.set(video, part)
      missing[part] -= tracks
    }
  }
  return fillEmptyParts(dealt, videos)
}

/** With few videos a part may get none: it takes the smallest one that training can spare. */
function fillEmptyParts(dealt: Map<number, Split>, videos: readonly VideoLabels[]): Map<number, Split> {
  for (const part of ['validation', 'test'] as const) {
    if ([...dealt.values()].includes(part)) continue
    const spare = videos
      .filter(({ video }) => dealt.get(video) === 'train')
      .sort((a, b) => a.tracks - b.tracks)
    if (spare.length > 1) dealt.set(spare[0]!.video, part)
  }
  return dealt
}

/** Does every part hold real and false tracks? */
function isFair(videos: readonly VideoLabels[], dealt: ReadonlyMap<number, Split>): boolean {
  return splits.every((part) => {
    const own = videos.filter(({ video }) => dealt.get(video) === part)
    return own.some(({ real }) => real > 0) && own.some(({ real, tracks }) => real < tracks)
  })
}
