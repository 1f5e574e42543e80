/** Makes a set clip by clip into a store, in the order of the indices, however many threads compute it. */
import { setImmediate } from 'node:timers/promises'
import type { GenerateRecipe } from '../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { type TrackClass } from '../../../shared/words.ts'
import { createRandom, shuffle } from '../base/random.ts'
import type { Work } from '../base/work.ts'
import { type DataClip, type PackedScenes, shardRanges, unpackScenes } from './dataset.ts'
import type { DetectedTrack } from './tracks.ts'
import { clipCount } from './presets/presets.ts'
import type { KindCounts } from './recipe.ts'
import { inOrder } from './inOrder.ts'

export interface LabelledClip extends DataClip {
  tracks: (DetectedTrack & { label: TrackClass | null })[]
}

/** Where a set goes. */
export interface SetStore {
  /** What an earlier attempt, ended by force, has left in it. */
  readonly begun: { clips: number; tracks: number; kinds: KindCounts }
  /** All of them or none. */
  add(clips: readonly LabelledClip[]): void
  /** Takes away everything that was added. */
  remove(): void
}

/** Scenes of clips from … to − 1, computed anywhere. */
export type ComputeScenes = (recipe: GenerateRecipe, from: number, to: number) => Promise<PackedScenes>

/** Clips of one shard, and of one transaction: others write in between. */
const shardClips = 200
const writtenClips = 50
const shardsAhead = 4

export interface SetCounts {
  clips: number
  tracks: number
  kinds: KindCounts
}

/** `unlabelled` tracks, chosen by the seed, get no label. Nothing stays of a failure; CANCELLED when cancelled. */
export async function makeSet(
  recipe: GenerateRecipe,
  unlabelled: number,
  compute: ComputeScenes,
  store: SetStore,
  work: Work,
): Promise<SetCounts> {
  try {
    const clips = clipCount(recipe)
    const bare = await unlabelledTracks(recipe, unlabelled, allScenes(recipe, 0, clips, compute))
    let [done, tracks] = [store.begun.clips, store.begun.tracks]
    const kinds = { ...store.begun.kinds }
    for await (const shard of allScenes(recipe, done, clips, compute)) {
      const labelled = unpackScenes(shard).map((clip): LabelledClip => {
        const first = tracks
        tracks += clip.tracks.length
        kinds[clip.kind] += 1
        return { ...clip, tracks: clip.tracks.map((track, i) => label(track, bare.has(first + i))) }
      })
      for (const { from, to } of shardRanges(0, labelled.length, writtenClips)) {
        if (work.signal.aborted)
          throw new TracksieveError('CANCELLED', 'Cancelled.', 'Start it again when you like.', true)
        store.add(labelled.slice(from, to))
        done += to - from
        work.progress({ phase: 'generating', done, total: clips, unit: 'clips' })
        await setImmediate()
      }
    }
    return { clips, tracks, kinds }
  } catch (error) {
    try {
      store.remove()
    } catch {
      // What went wrong first is what the person has to read: a full disk lets nothing be removed either.
    }
    throw error
  }
}

const label = (track: DetectedTrack, bare: boolean) => ({ ...track, label: bare ? null : track.truth })

const allScenes = (recipe: GenerateRecipe, from: number, to: number, compute: ComputeScenes) =>
  inOrder(shardRanges(from, to, shardClips), shardsAhead, (range) => compute(recipe, range.from, range.to))

/** Places, in the whole set's order of tracks, of those that stay without a label. */
async function unlabelledTracks(recipe: GenerateRecipe, count: number, scenes: AsyncIterable<PackedScenes>) {
  if (count <= 0) return new Set<number>()
  let tracks = 0
  for await (const shard of scenes) tracks += shard.truths.length
  const places = shuffle(
    Uint32Array.from({ length: tracks }, (_, i) => i),
    createRandom(recipe.seed, 'unlabelled'),
  )
  return new Set(places.subarray(0, count))
}
