/** Passes a process's stderr on and keeps the end of it: what a dying engine says last is why it died. */
import type { Readable } from 'node:stream'

const kept = 2000

export function lastWords(stream: Readable | null | undefined): () => string {
  let words = ''
  stream?.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk)
    words = (words + chunk.toString('utf8')).slice(-kept)
  })
  return () => words.trim()
}
