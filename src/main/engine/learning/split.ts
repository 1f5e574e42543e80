/** Which videos train, validate and test: whole videos, seeded, every part with both classes where that can be. */
import { classes, type Label, type Split, splits, type TrackClass } from '../../../shared/words.ts'
import { createRandom, type Random, shuffle } from '../base/random.ts'

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
 * Video → part, about 70/15/15 by number of tracks. Videos are dealt by their most positive label, each to
 * the part that lacks most. Of 50 deals the first whose parts all hold real and false tracks is taken, else the
 * last. `unsure` tracks do not count. Fewer than three videos leave a part empty.
 */
export function splitVideos(tracks: readonly SplitTrack[], seed: number): Map<number, Split> {
  const videos = countByVideo(tracks)
  const random = createRandom(seed, 'split')
  let dealt = new Map<number, Split>()
  for (let i = 0; i < attempts; i += 1) {
    dealt = deal(videos, random)
    if (splits.every((part) => holdsBoth(videos, dealt, part))) break
  }
  return dealt
}

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

function deal(videos: readonly VideoLabels[], random: Random): Map<number, Split> {
  const dealt = new Map<number, Split>()
  const missing: Record<Split, number> = { train: 0, validation: 0, test: 0 }
  for (const label of classes) {
    const stratum = videos.filter(({ best }) => best === label)
    const total = stratum.reduce((sum, { tracks }) => sum + tracks, 0)
    for (const part of splits) missing[part] += shares[part] * total
    for (const { video, tracks } of shuffle([...stratum], random)) {
      const part = splits.reduce((most, other) => (missing[other] > missing[most] + 1e-9 ? other : most))
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

function holdsBoth(videos: readonly VideoLabels[], dealt: ReadonlyMap<number, Split>, part: Split): boolean {
  const own = videos.filter(({ video }) => dealt.get(video) === part)
  return own.some(({ real }) => real > 0) && own.some(({ real, tracks }) => real < tracks)
}
