/** Which tracks look at each other: all of a video; of a crowded one those that begin about the same time. */
import { columns } from '../../base/detections.ts'
import { countTracks, type TrackTable, tableOf, trackAt } from './trackTable.ts'

/** A video with more tracks than look at each other at once. */
export interface Crowded {
  video: number
  tracks: number
  parts: number
}

export interface Crowds {
  /** [n]: a number that the tracks of one group share. */
  groups: Int32Array
  crowded: Crowded[]
}

/** In the table's order. Parts of a crowded video are of about equal size, cut where tracks begin, whatever the table's order. */
export function crowdsOf(table: TrackTable, most: number): Crowds {
  const groups = new Int32Array(countTracks(table))
  const crowded: Crowded[] = []
  const start = (row: number) => table.boxes[table.offsets[row]! * columns] ?? 0
  let next = 0
  for (const [video, rows] of rowsByVideo(table)) {
    const parts = Math.ceil(rows.length / most)
    if (parts > 1) crowded.push({ video, tracks: rows.length, parts })
    const inTime =
      parts > 1 ? rows.sort((a, b) => start(a) - start(b) || table.ids[a]! - table.ids[b]!) : rows
    inTime.forEach((row, i) => {
      groups[row] = next + Math.floor((i * parts) / rows.length)
    })
    next += parts
  }
  return { groups, crowded }
}

function rowsByVideo({ videos }: TrackTable): Map<number, number[]> {
  const rows = new Map<number, number[]>()
  videos.forEach((video, row) => {
    const own = rows.get(video)
    if (own) own.push(row)
    else rows.set(video, [row])
  })
  return rows
}

/** The table, and after it the tracks of `context` that are in it by no id and in one of its videos. */
export function withCompany(table: TrackTable, context: TrackTable | null): TrackTable {
  if (!context) return table
  const [own, videos] = [new Set(table.ids), new Set(table.videos)]
  const rows = Array.from({ length: countTracks(context) }, (_, i) => i).filter(
    (i) => videos.has(context.videos[i]!) && !own.has(context.ids[i]!),
  )
  if (rows.length === 0) return table
  return tableOf([
    ...Array.from({ length: countTracks(table) }, (_, i) => trackAt(table, i)),
    ...rows.map((i) => trackAt(context, i)),
  ])
}

/** "Video 3 has 1,200 tracks: …", for the log. */
export const crowdWords = ({ video, tracks, parts }: Crowded): string =>
  `Video ${video} has ${tracks.toLocaleString('en')} tracks: they look at each other in ${parts} groups of those that begin about the same time.`
