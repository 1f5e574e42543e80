/** Parts of files as web responses. */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { FilePart } from '../engine/frames.ts'

export function streamPart({ file, start, end }: FilePart): ReadableStream {
  const stream = createReadStream(file, { start, end })
  // Also when the reader is gone before the first byte.
  stream.on('error', () => {})
  return Readable.toWeb(stream) as ReadableStream
}
