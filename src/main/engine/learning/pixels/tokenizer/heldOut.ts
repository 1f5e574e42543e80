/** Which clips a tokenizer learns from, and which it never sees. */
import { createRandom, shuffle } from '../../../base/random.ts'
import type { TrackCrops } from '../trackCrops.ts'
import type { TokenizerClips } from './training.ts'

export interface Clip {
  /** Clips of one name come from the same pictures: a film, or a set of generated clips. */
  from: string
  source: number
  video: number
  /** Frames of the track's first and last box. */
  first: number
  last: number
  crops: TrackCrops
}

/** Held-out clips of a source that are judged after each epoch, at most. */
const most = 64
const share = 0.15
/** With fewer videos than this, time is what divides: what begins late is held out. */
const fewVideos = 7

/**
 * Whole videos; where there are few, tracks that begin late in them, and those that end before are learned from. A
 * track that lies on both sides of that moment is in neither part, unless most do: then they are learned from. Sources with the same film are divided alike.
 */
export function holdOut(clips: readonly Clip[], seed: number): TokenizerClips {
  const result: TokenizerClips = { train: [], heldOut: [] }
  for (const name of new Set(clips.map(({ from }) => from))) {
    const own = clips.filter(({ from }) => from === name)
    const random = createRandom(seed, name, 'held out')
    const { learns, held } = divisionOf(own, random)
    result.train.push(...own.filter(learns).map(({ crops }) => crops))
    for (const source of new Set(own.map((clip) => clip.source))) {
      const all = shuffle(
        own.filter((clip) => clip.source === source && held(clip)),
        random,
      )
      result.heldOut.push(...all.slice(0, most).map(({ crops }) => crops))
    }
  }
  return result
}

function divisionOf(clips: readonly Clip[], random: ReturnType<typeof createRandom>) {
  const videos = [...new Set(clips.map(({ video }) => video))]
  // The same film in two sources has two videos.
  const sources = new Set(clips.map(({ source }) => source)).size
  if (videos.length < fewVideos * sources) {
    const starts = clips.map(({ first }) => first).sort((a, b) => a - b)
    const moment = starts[Math.floor(starts.length * (1 - share))]!
    const held = ({ first }: Clip) => first >= moment
    const apart = ({ last }: Clip) => last < moment
    const enough = 2 * clips.filter(apart).length >= clips.filter((clip) => !held(clip)).length
    return { learns: enough ? apart : (clip: Clip) => !held(clip), held }
  }
  const chosen = new Set(shuffle(videos, random).slice(0, Math.ceil(videos.length * share)))
  const held = ({ video }: Clip) => chosen.has(video)
  return { learns: (clip: Clip) => !held(clip), held }
}
