/**
 * A single labelled film as several: cut by time into pieces of equal length, each with the tracks and labels that lie in
 * it, so that the usual split by video keeps whole stretches of time apart. A track that crosses a cut stays in the piece
 * that holds more of it, and ends there. Writes PIECE-N.mkv, .txt and .csv.
 * node bench/filmPieces.ts FILM TRACKS.txt LABELS.csv OUT [PIECES, 7]
 */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { chosen, findFfmpeg } from '../src/main/engine/media/findFfmpeg.ts'

const [film, tracks, labels, out, pieces = '7'] = process.argv.slice(2)
if (!film || !tracks || !labels || !out)
  throw new Error('usage: node bench/filmPieces.ts FILM TRACKS.txt LABELS.csv OUT [PIECES]')
const ffmpeg = chosen(await findFfmpeg(null))
if (!ffmpeg) throw new Error('no ffmpeg')
fs.mkdirSync(out, { recursive: true })
const linesOf = (file: string) => fs.readFileSync(file, 'utf8').trim().split('\n')
const rows = linesOf(tracks).map((line) => line.split(','))
const [head, ...labelled] = linesOf(labels)
const last = Math.max(...rows.map(([frame]) => Number(frame)))
const length = Math.ceil(last / Number(pieces))
const pieceOf = (frame: string): number => Math.floor((Number(frame) - 1) / length)

const home = new Map<string, number>()
for (const track of new Set(rows.map(([, track]) => track!))) {
  const counts = new Map<number, number>()
  for (const [frame, its] of rows)
    if (its === track) counts.set(pieceOf(frame!), (counts.get(pieceOf(frame!)) ?? 0) + 1)
  home.set(track, [...counts].sort(([, a], [, b]) => b - a)[0]![0])
}
for (let piece = 0; piece < Number(pieces); piece += 1) {
  const name = path.join(out, `piece-${piece + 1}`)
  const from = piece * length
  const own = rows.filter(([frame, track]) => pieceOf(frame!) === piece && home.get(track!) === piece)
  fs.writeFileSync(
    `${name}.txt`,
    own.map(([frame, ...rest]) => `${[Number(frame) - from, ...rest].join()}\n`).join(''),
  )
  const theirs = labelled.filter((line) => home.get(line.split(',')[0]!) === piece)
  fs.writeFileSync(`${name}.csv`, `${[head, ...theirs].join('\n')}\n`)
  const select = `select=between(n\\,${from}\\,${from + length - 1}),setpts=N/FRAME_RATE/TB`
  execFileSync(
    ffmpeg.path,
    ['-v', 'error', '-y', '-i', film, '-vf', select, '-an', '-c:v', 'ffv1', `${name}.mkv`],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  console.log(
    `${name}: frames ${from + 1}–${from + length}, ${theirs.length} tracks, ${theirs.filter((line) => line.includes('persistent')).length} persistent`,
  )
}
