/** Learns a film by decoding it once: how large, how fast, and time and checksum of every frame that decodes. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { TracksieveError } from '../../../shared/errors.ts'
import { readLines, startTool } from '../base/tool.ts'
import type { Work } from '../base/work.ts'
import { errorText, inputArguments, pictureArguments } from './arguments.ts'
import type { Ffmpeg } from './findFfmpeg.ts'
import { fingerprint } from './fingerprint.ts'
import type { FrameIndex } from './frameIndex.ts'

/** Throws UNSUPPORTED_MEDIA (no film, no frame decodes), NOT_FOUND, PERMISSION, TOOL_FAILED, CANCELLED. */
export async function probeFilm(ffmpeg: Ffmpeg, file: string, work: Work): Promise<FrameIndex> {
  const name = path.basename(file)
  const stat = await fs.stat(file)
  if (stat.isDirectory()) throw noFilm(`${name} is a folder, not a film.`)
  if (stat.size === 0) throw noFilm(`${name} is empty.`, 'Copy or download it again.')
  const identity = await fingerprint(file)
  let pass = await decodeOnce(ffmpeg, file, null, work)
  // Decoders that work on several frames at once patch damaged ones differently each time: one thread is repeatable.
  const damaged = pass.errors.length > 0
  if (damaged && pass.times.length > 0) pass = await decodeOnce(ffmpeg, file, 1, work)
  if (pass.times.length === 0) throw nothingDecodes(name, pass.errors)
  return {
    ...identity,
    width: pass.width,
    height: pass.height,
    frames: pass.times.length,
    fps: frameRate(pass.times, pass.nominalFps),
    ffmpeg: ffmpeg.version,
    threads: damaged ? 1 : null,
    notes: notesOf(name, pass),
    times: Float64Array.from(pass.times),
    sums: Uint32Array.from(pass.sums),
  }
}

interface Pass {
  width: number
  height: number
  times: number[]
  sums: number[]
  errors: string[]
  /** From the container's head; null = not said. */
  seconds: number | null
  nominalFps: number | null
}

async function decodeOnce(ffmpeg: Ffmpeg, file: string, threads: number | null, work: Work): Promise<Pass> {
  const pass: Pass = { width: 0, height: 0, times: [], sums: [], errors: [], seconds: null, nominalFps: null }
  const args = [
    ...inputArguments({ path: file, threads }),
    ...pictureArguments(ffmpeg, 'rgb24'),
    // Rows of the checksum come with a time in microseconds, and each as soon as its frame is decoded.
    ...['-enc_time_base', '1/1000000', '-flush_packets', '1', '-f', 'framehash', '-hash', 'crc32', 'pipe:1'],
  ]
  const tool = startTool(ffmpeg.path, args, {
    name: 'ffmpeg',
    signal: work.signal,
    onStderrLine: (line) => readHead(line, pass),
  })
  readLines(tool.stdout, (line) => {
    readRow(line, pass)
    const done = pass.times.length
    const promised = Math.round((pass.seconds ?? 0) * (pass.nominalFps ?? 0))
    if (done % 10 === 0)
      work.progress({ phase: 'Reading the film', done, total: Math.max(promised, done), unit: 'frames' })
  })
  const end = await tool.ended
  if (work.signal.aborted || end.error || end.signal) throw await tool.failure()
  return pass
}

function readHead(line: string, pass: Pass): void {
  const error = errorText(line)
  if (error !== null && pass.errors.length < 50) pass.errors.push(error)
  const duration = /^\[info\]\s+Duration: (\d+):(\d+):([\d.]+)/.exec(line)
  if (duration) pass.seconds = Number(duration[1]) * 3600 + Number(duration[2]) * 60 + Number(duration[3])
  const fps = /Stream #0.*: Video: .*?([\d.]+)(k?) fps/.exec(line)
  if (fps && pass.nominalFps === null) pass.nominalFps = Number(fps[1]) * (fps[2] ? 1000 : 1)
}

function readRow(line: string, pass: Pass): void {
  const size = /^#dimensions 0: (\d+)x(\d+)/.exec(line)
  if (size) {
    pass.width = Number(size[1])
    pass.height = Number(size[2])
  }
  if (line.startsWith('#')) return
  const cells = line.split(',')
  const sum = cells[5]?.trim()
  // A pass that was killed may leave half a row.
  if (sum?.length !== 8) return
  pass.times.push(Number(cells[2]))
  pass.sums.push(Number.parseInt(sum, 16))
}

/** Frames a second: what the container says where the frames agree, else their mean. */
function frameRate(times: readonly number[], nominal: number | null): number {
  const span = times.at(-1)! - times[0]!
  const mean = times.length > 1 && span > 0 && span < 1e15 ? ((times.length - 1) * 1e6) / span : null
  if (nominal && (mean === null || Math.abs(mean - nominal) < 0.005 * nominal)) return nominal
  return mean === null ? 25 : Math.round(mean * 1000) / 1000
}

function notesOf(name: string, pass: Pass): string[] {
  const notes: string[] = []
  const frames = pass.times.length
  const promised = Math.round((pass.seconds ?? 0) * (pass.nominalFps ?? 0))
  const short =
    pass.seconds !== null && pass.times.at(-1)! / 1e6 + 2 < pass.seconds && frames < 0.95 * promised
  if (short)
    notes.push(
      `${name} ends early: it says ${promised} frames, ${frames} can be decoded. The file is probably cut off.`,
    )
  if (pass.errors.length > 0) {
    const faults =
      pass.errors.length >= 50
        ? 'at least 50 faults'
        : pass.errors.length === 1
          ? 'a fault'
          : `${pass.errors.length} faults`
    notes.push(
      `${name} is damaged: ffmpeg reports ${faults} (“${pass.errors[0]}”). The ${frames} frames that decode are used.`,
    )
  }
  return notes
}

const noFilm = (message: string, hint = 'Choose a film: MP4, MOV, MKV, WebM, AVI, MPEG or the like.') =>
  new TracksieveError('UNSUPPORTED_MEDIA', message, hint)

function nothingDecodes(name: string, errors: readonly string[]): TracksieveError {
  const said = errors.at(-1) ? ` (ffmpeg: ${errors[0]})` : ''
  if (errors.some((error) => /moov atom not found/i.test(error)))
    return noFilm(
      `${name} is incomplete or no film: its table of contents is missing${said}.`,
      'Copy or download it again, or choose another file.',
    )
  if (errors.some((error) => /matches no streams|does not contain any stream/i.test(error)))
    return noFilm(`${name} has no pictures, only sound or data${said}.`)
  return noFilm(`${name} is not a film that can be read${said}.`)
}
