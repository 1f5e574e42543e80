/** What is known of every frame of a film: its time, and a checksum of its pixels that proves which frame it is. */
import fs from 'node:fs'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { writeAtomically } from '../base/atomicFile.ts'

const Header = z.object({
  format: z.literal('tracksieve-frames-1'),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  fps: z.number().positive(),
  frames: z.number().int().positive(),
  /** Size and fingerprint of the film's file. */
  bytes: z.number(),
  fingerprint: z.string(),
  /** Which ffmpeg made the checksums: another one may round colours differently. */
  ffmpeg: z.string(),
  threads: z.number().int().nullable(),
  /** What a person should know of the film: damaged, shorter than it says. */
  notes: z.array(z.string()),
  /** CRC-32 of the rows that follow. */
  check: z.number(),
})

/** `times` in microseconds of ffmpeg's timeline; `sums` = CRC-32 of the frame as rgb24 rows, upright. Both by frame index. */
export interface FrameIndex extends Omit<z.infer<typeof Header>, 'format' | 'check'> {
  times: Float64Array<ArrayBuffer>
  sums: Uint32Array<ArrayBuffer>
}

export const frameBytes = ({ width, height }: { width: number; height: number }): number => width * height * 3

export async function writeFrameIndex(file: string, index: FrameIndex): Promise<void> {
  const { times, sums, ...known } = index
  const rows = Buffer.concat([Buffer.from(times.buffer), Buffer.from(sums.buffer)])
  const header = Header.parse({ format: 'tracksieve-frames-1', ...known, check: crc32(rows) })
  await writeAtomically(file, (temporary) => {
    fs.writeFileSync(temporary, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), rows]))
  })
}

/** null = absent or damaged: the film is probed again then. */
export function readFrameIndex(file: string): FrameIndex | null {
  let content: Buffer
  try {
    content = fs.readFileSync(file)
  } catch {
    return null
  }
  const end = content.indexOf('\n')
  const rows = content.subarray(end + 1)
  try {
    const { format: _, check, ...known } = Header.parse(JSON.parse(content.toString('utf8', 0, end)))
    if (rows.length !== known.frames * 12 || crc32(rows) !== check) return null
    const copy = new Uint8Array(rows).buffer
    return {
      ...known,
      times: new Float64Array(copy, 0, known.frames),
      sums: new Uint32Array(copy.slice(known.frames * 8)),
    }
  } catch {
    return null
  }
}
