/** An H.264 film from raw frames: fed with back-pressure, watched, ended with everything that was said. */
import { TracksieveError } from '../../../shared/errors.ts'
import { type RunningTool, readLines, readTool, startTool } from '../base/tool.ts'
import type { Work } from '../base/work.ts'
import { passthrough } from './arguments.ts'
import type { Ffmpeg } from './findFfmpeg.ts'

export interface FilmShape {
  file: string
  /** Both even. */
  width: number
  height: number
  fps: number
  frames: number
}

const common = ['-hide_banner', '-nostats', '-loglevel', 'warning']

/** Players take BT.709 for what is not tagged, and ffmpeg converts by BT.601 unless told: so both are said. */
const colours =
  'scale=in_range=pc:out_range=tv:out_color_matrix=bt709:flags=accurate_rnd+full_chroma_int,format=yuv420p'
const tags = [
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
  '-colorspace',
  'bt709',
  '-color_range',
  'tv',
]

export class FilmWriter {
  private readonly tool: RunningTool
  private readonly signal: AbortSignal

  constructor(ffmpeg: Ffmpeg, shape: FilmShape, work: Work) {
    if (!ffmpeg.h264)
      throw new TracksieveError(
        'TOOL_FAILED',
        `This ffmpeg (${ffmpeg.version}, ${ffmpeg.path}) can’t write H.264: it was built without libx264.`,
        'Install another ffmpeg, or set its path in Settings.',
      )
    this.signal = work.signal
    const input = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-video_size', `${shape.width}x${shape.height}`]
    this.tool = startTool(
      ffmpeg.path,
      [
        ...[...common, '-progress', 'pipe:1', ...input, '-framerate', String(shape.fps), '-i', 'pipe:0'],
        ...['-an', '-vf', colours, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', ...tags],
        ...['-movflags', '+faststart', '-f', 'mp4', '-y', shape.file],
      ],
      { name: 'ffmpeg', input: true, signal: work.signal },
    )
    this.watch(shape.frames, work)
  }

  /** The bytes may be used again when it resolves. */
  write(rgba: Uint8Array): Promise<void> {
    return this.tool.write(rgba)
  }

  /** Throws TOOL_FAILED, DISK_FULL or CANCELLED where the file is not complete. */
  async finish(): Promise<void> {
    this.tool.endInput()
    const end = await this.tool.ended
    if (this.signal.aborted || end.code !== 0) throw await this.tool.failure()
  }

  /** Ends it wherever it stands; resolves when it is gone and the file can be deleted. */
  async close(): Promise<void> {
    await this.tool.stop()
  }

  private watch(total: number, work: Work): void {
    let said = { frames: 0, at: performance.now() }
    readLines(this.tool.stdout, (line) => {
      const frames = Number(/^frame=\s*(\d+)/.exec(line)?.[1] ?? Number.NaN)
      if (Number.isNaN(frames)) return
      const now = performance.now()
      const rate = Math.round((1000 * (frames - said.frames)) / Math.max(1, now - said.at))
      said = { frames, at: now }
      const phase = `Writing the film, ${rate} frames a second`
      work.progress({ phase, done: Math.min(frames, total), total, unit: 'frames' })
    })
  }
}

/** Frames of a film, counted by decoding it. */
export async function countFrames(ffmpeg: Ffmpeg, file: string, signal: AbortSignal): Promise<number> {
  const args = [
    '-nostdin',
    ...common,
    '-progress',
    'pipe:1',
    '-i',
    `file:${file}`,
    '-map',
    '0:v:0',
    ...passthrough(ffmpeg),
    '-f',
    'null',
    '-',
  ]
  const said = await readTool(ffmpeg.path, args, { name: 'ffmpeg', signal })
  return Number([...said.matchAll(/^frame=\s*(\d+)/gm)].at(-1)?.[1] ?? 0)
}
