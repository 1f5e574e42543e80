/** What this machine has for media, for doctor: each found, absent or broken, and why. */
import type { Part } from '../../../shared/contract/engine.ts'
import { filmFont, loadCanvas } from './canvas.ts'
import { loadSharp } from './encode.ts'
import { chosen, type FfmpegCandidate, type FfmpegOrigin } from './findFfmpeg.ts'

const names: Record<FfmpegOrigin, string> = {
  settings: 'ffmpeg (Settings)',
  'ffmpeg-static': 'ffmpeg (package ffmpeg-static)',
  path: 'ffmpeg (PATH)',
  '@ffmpeg-installer/ffmpeg': 'ffmpeg (package @ffmpeg-installer/ffmpeg)',
}

export async function mediaParts(candidates: readonly FfmpegCandidate[]): Promise<Part[]> {
  const used = chosen(candidates)
  const ffmpegs = candidates.map(({ origin, state, version, detail, ffmpeg }) => ({
    id: `ffmpeg-${origin}`,
    name: names[origin],
    state,
    version,
    detail: ffmpeg && ffmpeg === used ? `${detail} · in use` : detail,
  }))
  return [...ffmpegs, await sharpPart(), await canvasPart()]
}

async function sharpPart(): Promise<Part> {
  const about = { id: 'sharp', name: 'sharp (pictures)' }
  const sharp = await loadSharp()
  if (sharp instanceof Error)
    return {
      ...about,
      ...missing(sharp),
      version: null,
      detail: `${firstLine(sharp)} · @napi-rs/canvas or our own PNG writer takes its place`,
    }
  return {
    ...about,
    state: 'found',
    version: sharp.versions.sharp ?? null,
    detail: `libvips ${sharp.versions.vips}`,
  }
}

async function canvasPart(): Promise<Part> {
  const about = { id: 'canvas', name: '@napi-rs/canvas (films)' }
  const canvas = await loadCanvas()
  if (canvas instanceof Error)
    return {
      ...about,
      ...missing(canvas),
      version: null,
      detail: `${firstLine(canvas)} · films can’t be exported`,
    }
  const font = filmFont(canvas)
  return {
    ...about,
    state: 'found',
    version: null,
    detail: font === null ? 'no font on this machine: films show no numbers' : `font ${font}`,
  }
}

const firstLine = (error: Error): string => error.message.split('\n')[0]!

const missing = (error: Error): { state: 'absent' | 'broken' } => ({
  state: (error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND' ? 'absent' : 'broken',
})
