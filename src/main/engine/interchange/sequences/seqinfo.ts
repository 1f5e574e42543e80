/** `seqinfo.ini`, which MOTChallenge keeps beside a sequence: its name, frame rate, length and size. */
import fs from 'node:fs'
import { quote, refuse } from '../refusal.ts'

export interface SequenceInfo {
  name: string | null
  fps: number | null
  frames: number | null
  width: number | null
  height: number | null
}

const keys = ['framerate', 'seqlength', 'imwidth', 'imheight'] as const

function toPositive(file: string, line: number, key: string, text: string): number {
  const value = Number(text)
  const whole = key === 'framerate' || Number.isInteger(value)
  if (text !== '' && Number.isFinite(value) && value > 0 && whole) return value
  throw refuse(
    file,
    line,
    `${key} is ${quote(text)}, not a number above 0.`,
    'Correct the line or remove it.',
  )
}

/** Keys are read whatever their case; a key that is absent is null. Throws VALIDATION naming the line. */
export function readSequenceInfo(file: string): SequenceInfo {
  const values = new Map<string, number>()
  let name: string | null = null
  const lines = fs
    .readFileSync(file, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
  lines.forEach((text, index) => {
    const pair = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(text)
    if (!pair) return
    const key = pair[1]!.toLowerCase()
    if (key === 'name') name = pair[2] || null
    else if (keys.some((known) => known === key)) values.set(key, toPositive(file, index + 1, key, pair[2]!))
  })
  const at = (key: (typeof keys)[number]): number | null => values.get(key) ?? null
  return {
    name,
    fps: at('framerate'),
    frames: at('seqlength'),
    width: at('imwidth'),
    height: at('imheight'),
  }
}

/** The same file as text: what a sequence needs to be read again as it was. */
export const formatSequenceInfo = (
  name: string,
  { fps, frames, width, height }: { fps: number; frames: number; width: number; height: number },
): string =>
  `[Sequence]\nname=${name}\nframeRate=${fps}\nseqLength=${frames}\nimWidth=${width}\nimHeight=${height}\n`
