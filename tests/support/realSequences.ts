/** Real sequences read as plain tracks, for measuring. They lie beside the checkout and never enter it. */
import fs from 'node:fs'
import path from 'node:path'
import type { TableTrack } from '../../src/main/engine/learning/data/trackTable.ts'
import { realTracks } from './realData.ts'

export interface RealSequence {
  name: string
  frame: { width: number; height: number }
  frames: number
  /** Labelled ones are persistent (real), brief or noise; those that the benchmark leaves out are not here. */
  tracks: TableTrack[]
  /** Those that the benchmark leaves out: nobody's example, but part of the scene. */
  ignored: TableTrack[]
  labelled: boolean
}

/** All of them by name; none where the folder is absent (null). */
export function realSequences(folder: string | null = realTracks()): RealSequence[] {
  if (folder === null || !fs.existsSync(folder)) return []
  const names = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'seqinfo.ini')))
  return names.sort().map((name, video) => readSequence(path.join(folder, name), name, video))
}

function readSequence(folder: string, name: string, video: number): RealSequence {
  const info: Record<string, string> = Object.fromEntries(
    lines(folder, 'seqinfo.ini').map((line) => line.split('=') as [string, string]),
  )
  const frame = { width: Number(info.imWidth), height: Number(info.imHeight) }
  const labels = readLabels(folder)
  const rows = new Map<number, number[][]>()
  for (const line of lines(folder, `${name}.txt`)) {
    const [at, id, x, y, w, h, score] = line.split(',').map(Number) as [number, number, ...number[]]
    const boxes = rows.get(id) ?? []
    boxes.push([at - 1, x!, y!, w!, h!, score! < 0 ? Number.NaN : score!])
    rows.set(id, boxes)
  }
  const all = [...rows].map(([id, boxes]): TableTrack => {
    boxes.sort((one, other) => one[0]! - other[0]!)
    return { id, video, frame, detections: Float32Array.from(boxes.flat()), label: null }
  })
  const labelOf = ({ id }: TableTrack) => labels?.get(id) ?? 'ignored'
  const tracks = labels
    ? all
        .filter((track) => labelOf(track) !== 'ignored')
        .map((track) => ({ ...track, label: labelOf(track) as TableTrack['label'] }))
    : all
  const ignored = labels ? all.filter((track) => labelOf(track) === 'ignored') : []
  return { name, frame, frames: Number(info.seqLength), tracks, ignored, labelled: labels !== null }
}

function readLabels(folder: string): Map<number, string> | null {
  if (!fs.existsSync(path.join(folder, 'labels.csv'))) return null
  const [header, ...rows] = lines(folder, 'labels.csv').map((line) => line.split(','))
  const [id, label] = [header!.indexOf('track_id'), header!.indexOf('label')]
  return new Map(rows.map((row) => [Number(row[id]), row[label]!]))
}

const lines = (folder: string, file: string): string[] =>
  fs
    .readFileSync(path.join(folder, file), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
