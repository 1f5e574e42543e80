/** How a file is refused: which file, which line, what is wrong there, what to do. */
import path from 'node:path'
import { TracksieveError } from '../../../shared/errors.ts'

/** `line` 0 = the file as a whole. */
export function refuse(file: string, line: number, what: string, hint: string): TracksieveError {
  const place = line > 0 ? `${path.basename(file)}, line ${line}` : path.basename(file)
  return new TracksieveError('VALIDATION', `${place}: ${what}`, hint)
}

export const cancelled = (): TracksieveError => new TracksieveError('CANCELLED', 'Cancelled.', '', true)

export function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled()
}

/** A piece of foreign text that is safe to print: short, without control characters. */
export function quote(text: string, length = 40): string {
  const plain = text.replace(/[^\x20-\x7e\u00a0-\uffff]/g, '?')
  return `"${plain.length > length ? `${plain.slice(0, length)}…` : plain}"`
}
