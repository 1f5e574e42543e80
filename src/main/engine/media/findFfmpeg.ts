/** Which ffmpeg is used, and why not another one. */
import fs from 'node:fs'
import path from 'node:path'
import { TracksieveError } from '../../../shared/errors.ts'
import { readTool } from '../base/tool.ts'

/** An ffmpeg that answers. `major` null = a build without a number, taken for a new one. */
export interface Ffmpeg {
  path: string
  version: string
  major: number | null
  minor: number
  /** Writes H.264, which films need. */
  h264: boolean
}

export type FfmpegOrigin = 'settings' | 'ffmpeg-static' | 'path' | '@ffmpeg-installer/ffmpeg'

export interface FfmpegCandidate {
  origin: FfmpegOrigin
  state: 'found' | 'absent' | 'broken'
  path: string | null
  version: string | null
  /** Where it is, or why it can't be used. */
  detail: string
  ffmpeg: Ffmpeg | null
}

/** All places in the order of preference; the first found one is used. */
export async function findFfmpeg(settingsPath: string | null): Promise<FfmpegCandidate[]> {
  return Promise.all([
    settingsPath === null
      ? absent('settings', 'no path is set in Settings')
      : tryFile('settings', settingsPath),
    fromPackage('ffmpeg-static'),
    fromPath(),
    fromPackage('@ffmpeg-installer/ffmpeg'),
  ])
}

export const chosen = (candidates: readonly FfmpegCandidate[]): Ffmpeg | null =>
  candidates.find((candidate) => candidate.ffmpeg)?.ffmpeg ?? null

export function noFfmpeg(candidates: readonly FfmpegCandidate[]): TracksieveError {
  const tried = candidates.map(({ origin, detail }) => `${origin}: ${detail}`).join('; ')
  return new TracksieveError(
    'TOOL_FAILED',
    `Films need ffmpeg, and none was found (${tried}).`,
    'Install ffmpeg, or set its path in Settings.',
  )
}

const absent = (origin: FfmpegOrigin, detail: string): FfmpegCandidate => ({
  origin,
  state: 'absent',
  path: null,
  version: null,
  detail,
  ffmpeg: null,
})

/** The packages name a file even where their download did not happen, so the file itself is asked. */
async function fromPackage(name: 'ffmpeg-static' | '@ffmpeg-installer/ffmpeg'): Promise<FfmpegCandidate> {
  let file: unknown
  try {
    const loaded = (await import(/* @vite-ignore */ name)) as { default?: unknown }
    const value = loaded.default
    file = typeof value === 'object' && value !== null ? (value as { path?: unknown }).path : value
  } catch (error) {
    const missing = (error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND'
    const reason = missing
      ? 'the package is not installed'
      : `the package does not load: ${(error as Error).message}`
    return missing ? absent(name, reason) : { ...absent(name, reason), state: 'broken' }
  }
  if (typeof file !== 'string') return absent(name, 'the package has no ffmpeg for this system')
  return tryFile(name, file)
}

async function fromPath(): Promise<FfmpegCandidate> {
  const file = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  const found = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, file))
    .find((candidate) => fs.existsSync(candidate))
  return found ? tryFile('path', found) : absent('path', 'no ffmpeg on the PATH')
}

async function tryFile(origin: FfmpegOrigin, file: string): Promise<FfmpegCandidate> {
  const at = { origin, path: file, version: null, ffmpeg: null }
  if (!fs.existsSync(file)) {
    // A path that a person typed and that leads nowhere is a fault; a download that did not happen is not.
    return { ...at, state: origin === 'settings' ? 'broken' : 'absent', detail: `${file} does not exist` }
  }
  try {
    const ffmpeg = await askFfmpeg(file)
    const films = ffmpeg.h264 ? '' : ' · reads films, but can’t write them: it was built without libx264'
    return { ...at, state: 'found', version: ffmpeg.version, detail: `${file}${films}`, ffmpeg }
  } catch (error) {
    return { ...at, state: 'broken', detail: (error as Error).message }
  }
}

async function askFfmpeg(file: string): Promise<Ffmpeg> {
  const signal = AbortSignal.timeout(15_000)
  const [about, encoders] = await Promise.all([
    readTool(file, ['-version'], { name: 'ffmpeg', signal }),
    readTool(file, ['-hide_banner', '-encoders'], { name: 'ffmpeg', signal }),
  ])
  const version = /^ffmpeg version (\S+)/.exec(about)?.[1]
  if (!version) throw new Error(`${file} is not ffmpeg: it answered “${about.slice(0, 60).trim()}”`)
  const number = /^n?(\d+)\.(\d+)/.exec(version)
  return {
    path: file,
    version,
    major: number ? Number(number[1]) : libraryMajor(about),
    minor: number ? Number(number[2]) : 0,
    h264: /\blibx264\b/.test(encoders),
  }
}

/** Builds from a repository's head carry no number of their own; their libavutil tells the age (57 = ffmpeg 5). */
function libraryMajor(about: string): number | null {
  const avutil = /libavutil\s+(\d+)\./.exec(about)
  return avutil ? Number(avutil[1]) - 52 : null
}
