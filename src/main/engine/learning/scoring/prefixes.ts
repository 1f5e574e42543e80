/**
 * Scores with only the first boxes of each track: with the rest of its file known (a filter on a finished file that was
 * cut short), and strictly live (a filter inside a tracker, to which nothing later has happened yet).
 */
import type { Recipe } from '../../../../shared/contract/learning.ts'
import { columns } from '../../base/detections.ts'
import { createRandom, shuffle } from '../../base/random.ts'
import type { Work } from '../../base/work.ts'
import type { Workers } from '../../jobs/types.ts'
import {
  countTracks,
  firstBoxes,
  type TableTrack,
  type TrackTable,
  tableOf,
  trackAt,
} from '../data/trackTable.ts'
import { type PrefixScores, prefixLengths } from '../judging/prefixScores.ts'
import type { Scores } from './filter.ts'
import type { ScoreInput } from './scoreTask.ts'

export interface PrefixInput {
  modelFile: string
  backend: ScoreInput['backend']
  features: Recipe['features']
  /** The judged tracks, and all tracks of their videos. */
  table: TrackTable
  context: TrackTable
  /** Scores of the judged tracks with all their boxes. */
  full: Float32Array
}

/**
 * Boxes of the scenes that are looked at anew, one scene a moment, for each number of boxes: about 2 s. At least so many
 * moments.
 */
const mostBoxes = 200_000
const fewestMoments = 40

/** In the table's order. A live score that was not drawn for lack of time is NaN. */
export async function scorePrefixes(
  input: PrefixInput,
  workers: Workers,
  work: Work,
): Promise<{ prefixes: PrefixScores[]; live: PrefixScores[] }> {
  const { modelFile, backend, features, table, full } = input
  const tracks = Array.from({ length: countTracks(table) }, (_, i) => trackAt(table, i))
  const longest = tracks.reduce((most, track) => Math.max(most, boxesOf(track)), 0)
  const lengths = prefixLengths.filter((length) => length < longest)
  const score = async (task: Omit<ScoreInput, 'modelFile' | 'backend'>) =>
    (await workers.run<Scores>('learn', 'learning.score', { modelFile, backend, ...task }, work)).scores
  const amongAll = features !== 'statistical'
  const prefixes: PrefixScores[] = []
  for (const boxes of lengths) {
    const cut = tracks.flatMap((track, i) => (boxesOf(track) > boxes ? [i] : []))
    const shorter = tableOf(cut.map((i) => firstBoxes(tracks[i]!, boxes)))
    const scores = await score({ table: shorter, context: amongAll ? input.context : null })
    prefixes.push({ boxes, scores: replaced(full, cut, scores) })
  }
  const end = { boxes: longest, scores: Array.from(full) }
  // Of these nothing changes with what comes later: they look at the track alone, or at the past alone.
  if (features !== 'track') return { prefixes: [...prefixes, end], live: [...prefixes, end] }
  const scenes = byVideo(input.context)
  const live: PrefixScores[] = []
  for (const boxes of [...lengths, longest]) {
    const moments = drawMoments(tracks, boxes, scenes)
    const seen = momentTables(moments, scenes)
    const scores = await score({ ...seen, endsKnown: false })
    live.push({
      boxes,
      scores: replaced(
        tracks.map(() => Number.NaN),
        moments.flatMap(({ rows }) => rows),
        scores,
      ),
    })
  }
  return { prefixes: [...prefixes, end], live }
}

const boxesOf = ({ detections }: TableTrack): number => detections.length / columns

function replaced(all: ArrayLike<number>, places: readonly number[], values: ArrayLike<number>): number[] {
  const result = Array.from(all)
  places.forEach((place, n) => {
    result[place] = values[n]!
  })
  return result
}

/** A video up to the frame in which some tracks (row, as seen then) had just had their last seen box. */
interface Moment {
  video: number
  frame: number
  rows: number[]
  seen: TableTrack[]
}

function drawMoments(tracks: readonly TableTrack[], boxes: number, scenes: Scenes): Moment[] {
  let room = mostBoxes
  const moments = new Map<string, Moment>()
  for (const row of shuffle([...tracks.keys()], createRandom(boxes, 'moments'))) {
    const seen = firstBoxes(tracks[row]!, boxes)
    const frame = seen.detections.at(-columns)!
    const key = `${seen.video} ${frame}`
    let moment = moments.get(key)
    if (!moment) {
      const size = scenes.get(seen.video)!.reduce((sum, track) => sum + boxesOf(track), 0)
      if (room < size && moments.size >= fewestMoments) continue
      room -= size
      moment = { video: seen.video, frame, rows: [], seen: [] }
      moments.set(key, moment)
    }
    moment.rows.push(row)
    moment.seen.push(seen)
  }
  return [...moments.values()]
}

type Scenes = ReadonlyMap<number, TableTrack[]>

function byVideo(context: TrackTable): Scenes {
  const scenes = new Map<number, TableTrack[]>()
  for (let i = 0; i < countTracks(context); i += 1) {
    const track = trackAt(context, i)
    const list = scenes.get(track.video)
    if (list) list.push(track)
    else scenes.set(track.video, [track])
  }
  return scenes
}

/** Each moment as a video of its own, with all that had been seen by then. */
function momentTables(
  moments: readonly Moment[],
  scenes: Scenes,
): { table: TrackTable; context: TrackTable } {
  const asVideo = (track: TableTrack, video: number): TableTrack => ({ ...track, video })
  return {
    table: tableOf(moments.flatMap(({ seen }, m) => seen.map((track) => asVideo(track, m)))),
    context: tableOf(
      moments.flatMap(({ video, frame }, m) =>
        scenes.get(video)!.flatMap((track) => {
          const past = until(track, frame)
          return boxesOf(past) === 0 ? [] : [asVideo(past, m)]
        }),
      ),
    ),
  }
}

function until(track: TableTrack, frame: number): TableTrack {
  let boxes = boxesOf(track)
  while (boxes > 0 && track.detections[(boxes - 1) * columns]! > frame) boxes -= 1
  return firstBoxes(track, boxes)
}
