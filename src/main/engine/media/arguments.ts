/** How ffmpeg is called to decode, the same way everywhere: what is compared must be made alike. */
import path from 'node:path'
import type { Ffmpeg } from './findFfmpeg.ts'

/** Containers of films. Formats that name other files (playlists, concat lists) or that draw text as pictures are not among them. */
const containers =
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,mpegtsraw,m4v,h263,h264,hevc,vvc,av1,obu,ivf,flv,live_flv,asf,ogg,gif,apng,mxf,mxf_opatom,nut,dv,rm,vc1,yuv4mpegpipe,mjpeg,mjpeg_2000,cavsvideo,dirac,nsv,wtv,ea,bink,smk,roq,flic,film_cpk,vmd,xmv,swf,amv'

/** How a film's frames are decoded. `threads` 1 where a damaged film would come out differently from run to run. */
export interface FilmInput {
  path: string
  threads: number | null
}

/** One output frame for each decoded one: none dropped, none doubled. */
export const passthrough = ({ major, minor }: Ffmpeg): string[] =>
  major !== null && (major < 5 || (major === 5 && minor < 1))
    ? ['-vsync', 'passthrough']
    : ['-fps_mode', 'passthrough']

const quiet = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'repeat+level+info']

/** Everything up to and with the input. `seek`: seconds from the film's start; decoding begins at a key frame before it. */
export function inputArguments({ path: file, threads }: FilmInput, seek: number | null = null): string[] {
  return [
    ...quiet,
    ...(threads === null ? [] : ['-threads', String(threads)]),
    ...(seek === null ? [] : ['-ss', seek.toFixed(6)]),
    '-protocol_whitelist',
    'file,pipe',
    '-format_whitelist',
    containers,
    '-i',
    `file:${path.resolve(file)}`,
  ]
}

/** The pictures alone (no cover art, no sound), every decoded one, as `pixels`. */
export const pictureArguments = (ffmpeg: Ffmpeg, pixels: 'rgb24' | 'rgba'): string[] => [
  '-map',
  '0:V:0',
  ...passthrough(ffmpeg),
  '-pix_fmt',
  pixels,
]

/** Lines that ffmpeg marks as errors, without the marks. */
export function errorText(line: string): string | null {
  const marked = /\[(?:error|fatal|panic)\]\s*(.*)$/.exec(line)
  return marked ? marked[1]!.trim() : null
}
