/** Where a command's words go. With `--json`: one document to stdout at the end, all else to stderr. */
import type { ErrorBody } from '../../../../shared/errors.ts'
import type { Progress } from '../../../../shared/jobs.ts'

export interface Output {
  readonly json: boolean
  /** What a person is told on the way: notes, warnings. stderr. */
  note(text: string): void
  progress(progress: Progress): void
  /** The result: `document` with --json, else `text`. Called once. */
  result(document: unknown, text: string): void
  error(error: ErrorBody): void
}

export interface Streams {
  out: { write(text: string): unknown }
  err: { write(text: string): unknown; isTTY?: boolean; columns?: number }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "Epoch 2 of 30" says the same as "Epoch 1 of 30". */
const withoutFigures = (phase: string): string => phase.replace(/[\d.]+/g, '#')

function formatProgress({ phase: name, done, total, unit }: Progress): string {
  const phase = capital(name)
  if (total <= 0) return `${phase}: ${done} ${unit}`
  const percent = Math.floor((100 * Math.min(done, total)) / total)
  return `${phase}: ${done} of ${total} ${unit} (${percent} %)`
}

export function createOutput(json: boolean, { out, err }: Streams): Output {
  let line = ''
  let phase = ''
  const clear = (): void => {
    if (line !== '') err.write(`\r${' '.repeat(line.length)}\r`)
    line = ''
  }
  const note = (text: string): void => {
    clear()
    err.write(`${text}\n`)
  }
  return {
    json,
    note,
    progress(progress) {
      if (err.isTTY) {
        const text = formatProgress(progress).slice(0, (err.columns ?? 80) - 1)
        err.write(`\r${text.padEnd(line.length)}`)
        line = text
      } else if (withoutFigures(progress.phase) !== phase) {
        // A log needs no line of every step, only what is being done.
        phase = withoutFigures(progress.phase)
        err.write(`${capital(progress.phase)} …\n`)
      }
    },
    result(document, text) {
      clear()
      out.write(json ? `${JSON.stringify(document)}\n` : `${text}\n`)
    },
    error(error) {
      clear()
      err.write(`${error.message}${error.hint ? `\n${error.hint}` : ''}\n`)
      if (json) out.write(`${JSON.stringify({ error })}\n`)
    },
  }
}
