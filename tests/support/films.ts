/** Films made by ffmpeg for tests, each with a trap in it, and the plain decode that the product must equal. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chosen, type Ffmpeg, findFfmpeg } from '../../src/main/engine/media/findFfmpeg.ts'

export async function anyFfmpeg(): Promise<Ffmpeg> {
  const ffmpeg = chosen(await findFfmpeg(null))
  if (!ffmpeg) throw new Error('these tests need an ffmpeg')
  return ffmpeg
}

export const temporaryFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-media-'))

const call = (ffmpeg: Ffmpeg, args: string[]): Buffer =>
  execFileSync(ffmpeg.path, ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args], {
    maxBuffer: 1 << 30,
  })

/** A moving picture with a counter of bits in it, so that every frame differs from every other. */
const moving = (size: string, seconds: number, rate = 25) => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`,
]
const sound = (seconds: number) => ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`]
const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p']

type Recipe = (ffmpeg: Ffmpeg, folder: string) => string

const made =
  (name: string, args: string[]): Recipe =>
  (ffmpeg, folder) => {
    const file = path.join(folder, name)
    call(ffmpeg, [...args, file])
    return file
  }

export const films: Record<string, Recipe> = {
  'B-frames and long GOPs': made('bframes.mp4', [...moving('320x180', 8), ...h264, '-bf', '3', '-g', '100']),
  'open GOPs': made('open.mkv', [
    ...moving('320x180', 8),
    ...h264,
    '-x264-params',
    'open-gop=1:bframes=3:keyint=30',
  ]),
  'variable rate': made('variable.mkv', [
    ...moving('320x180', 8),
    '-vf',
    "select='not(mod(n,3))+gt(mod(n,17),11)'",
    '-fps_mode',
    'passthrough',
    ...h264,
  ]),
  'an edit list that skips the beginning': (ffmpeg, folder) => {
    const whole = path.join(folder, 'whole.mp4')
    call(ffmpeg, [...moving('320x180', 8), ...sound(8), ...h264, '-g', '50', '-c:a', 'aac', whole])
    const file = path.join(folder, 'cut.mp4')
    call(ffmpeg, ['-ss', '1.3', '-i', whole, '-c', 'copy', file])
    return file
  },
  'a start far from zero': made('offset.ts', [
    ...moving('320x180', 6),
    ...h264,
    '-bf',
    '2',
    '-g',
    '25',
    '-output_ts_offset',
    '4200',
  ]),
  'pictures that begin after the sound': (ffmpeg, folder) => {
    const file = path.join(folder, 'late.mkv')
    call(ffmpeg, [
      '-itsoffset',
      '2.2',
      ...moving('320x180', 5),
      ...sound(8),
      ...h264,
      '-c:a',
      'aac',
      '-map',
      '0:v',
      '-map',
      '1:a',
      file,
    ])
    return file
  },
  'a quarter turn': (ffmpeg, folder) => {
    const flat = path.join(folder, 'flat.mp4')
    call(ffmpeg, [...moving('320x180', 5), ...h264, flat])
    const file = path.join(folder, 'turned.mp4')
    // Both ways of saying it: the tag of old versions, the option of new ones.
    const turn =
      (ffmpeg.major ?? 9) >= 6
        ? ['-display_rotation', '90', '-i', flat]
        : ['-i', flat, '-metadata:s:v', 'rotate=90']
    call(ffmpeg, [...turn, '-c', 'copy', file])
    return file
  },
  'odd sizes': made('odd.mkv', [
    ...moving('322x180', 5),
    '-vf',
    'crop=321:179:0:0:exact=1',
    '-pix_fmt',
    'yuv444p',
    '-c:v',
    'ffv1',
  ]),
  'AVI with B-frames, without times': made('packed.avi', [
    ...moving('320x180', 6),
    '-c:v',
    'mpeg4',
    '-bf',
    '2',
    '-g',
    '40',
    '-q:v',
    '4',
  ]),
  'a bare stream': made('bare.h264', [...moving('320x180', 5), ...h264, '-bf', '2', '-g', '30']),
  'still pictures between': made('still.mp4', [
    ...moving('320x180', 8),
    '-vf',
    'loop=loop=60:size=1:start=70,trim=end_frame=200',
    ...h264,
    '-g',
    '60',
  ]),
  '29.97 a second': made('ntsc.mp4', [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=320x180:rate=30000/1001:duration=8',
    ...h264,
    '-g',
    '75',
  ]),
}

/** All frames as `ffmpeg -i FILE` decodes them from the beginning, rgb24. */
export function plainDecode(ffmpeg: Ffmpeg, file: string, bytesPerFrame: number): Buffer[] {
  const mode = (ffmpeg.major ?? 9) >= 6 ? '-fps_mode' : '-vsync'
  const all = call(ffmpeg, [
    '-i',
    file,
    '-map',
    '0:v:0',
    mode,
    'passthrough',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    'pipe:1',
  ])
  return Array.from({ length: Math.floor(all.length / bytesPerFrame) }, (_, i) =>
    all.subarray(i * bytesPerFrame, (i + 1) * bytesPerFrame),
  )
}

/** Processes of that program that this process started and that still run. */
export function childrenNamed(program: string): { pid: number; command: string }[] {
  return fs
    .readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const parent = /\) \S (\d+)/.exec(fs.readFileSync(`/proc/${entry}/stat`, 'utf8'))?.[1]
        const command = fs.readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return Number(parent) === process.pid && path.basename(command.split(' ')[0]!) === program
          ? [{ pid: Number(entry), command }]
          : []
      } catch {
        return []
      }
    })
}
