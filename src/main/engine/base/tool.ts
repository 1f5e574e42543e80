/** Runs a child program: its input with back-pressure, its last words, an end on cancel, and never an orphan. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { TracksieveError } from '../../../shared/errors.ts'

export interface ToolOptions {
  /** How the program is called in messages: "ffmpeg". */
  name: string
  /** Ends the program: input closed, then SIGTERM, then SIGKILL. */
  signal?: AbortSignal
  /** Open a pipe to its input; without it the program reads nothing. */
  input?: boolean
  onStderrLine?(line: string): void
}

/** `error`: it could not be started. Else exactly one of `code` and `signal` is set. */
export interface ToolEnd {
  code: number | null
  signal: NodeJS.Signals | null
  error: NodeJS.ErrnoException | null
}

export interface RunningTool {
  readonly pid: number | undefined
  readonly stdout: Readable
  /** Resolves when the bytes have left the process; throws TOOL_FAILED with the program's last words, or CANCELLED. */
  write(bytes: Uint8Array): Promise<void>
  endInput(): void
  /** Never rejects. Resolves after the last output, which must be read or thrown away by then. */
  readonly ended: Promise<ToolEnd>
  /** The end of what it wrote to stderr. */
  lastWords(): string
  /** Asks it to end, then insists. */
  stop(): Promise<ToolEnd>
  /** At once. For programs that write no file. */
  kill(): void
  /** Why it failed, as the user reads it; CANCELLED when its signal was the reason. */
  failure(): Promise<TracksieveError>
}

const patience = { terminate: 400, kill: 2_000 }
const keptWords = 6_000
const alive = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

export function startTool(command: string, args: readonly string[], options: ToolOptions): RunningTool {
  const child = spawn(command, args, {
    stdio: [options.input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  if (child.pid !== undefined) alive.add(child)
  let words = ''
  readLines(child.stderr!, (line) => {
    words = `${words}${line}\n`.slice(-keptWords)
    options.onStderrLine?.(line)
  })
  // What a broken pipe means is said by write() and failure(); unheard, the event would end the process.
  child.stdin?.on('error', () => {})
  child.stdout!.on('error', () => {})

  const ended = new Promise<ToolEnd>((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, error })
    })
    child.once('close', (code, signal) => resolve({ code, signal, error: null }))
  }).finally(() => {
    alive.delete(child)
    options.signal?.removeEventListener('abort', onAbort)
  })

  async function stop(): Promise<ToolEnd> {
    child.stdin?.end()
    child.stdout!.destroy()
    const insist = [
      setTimeout(() => child.kill('SIGTERM'), patience.terminate),
      setTimeout(() => child.kill('SIGKILL'), patience.kill),
    ]
    const end = await ended
    for (const timer of insist) clearTimeout(timer)
    return end
  }
  const onAbort = () => void stop()
  if (options.signal?.aborted) onAbort()
  else options.signal?.addEventListener('abort', onAbort, { once: true })

  async function failure(): Promise<TracksieveError> {
    const end = await ended
    if (options.signal?.aborted) return new TracksieveError('CANCELLED', 'Cancelled.', '', true)
    return toolFailed(options.name, command, end, words)
  }

  return {
    pid: child.pid,
    stdout: child.stdout!,
    ended,
    stop,
    failure,
    lastWords: () => words,
    endInput: () => void child.stdin?.end(),
    async write(bytes) {
      const error = await new Promise<unknown>((resolve) => {
        if (child.stdin) child.stdin.write(bytes, resolve)
        else resolve(new Error(`${options.name} was started without an input`))
      })
      if (error) throw await failure()
    },
    kill() {
      child.stdout!.destroy()
      child.kill('SIGKILL')
    },
  }
}

/** Calls `each` for every line, also for the last one without an end; `ended` of its program says when all have come. */
export function readLines(stream: Readable, each: (line: string) => void): void {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split(/\r?\n|\r/)
    rest = lines.pop()!
    for (const line of lines) each(line)
  })
  stream.on('end', () => {
    if (rest) each(rest)
  })
}

function toolFailed(name: string, command: string, end: ToolEnd, words: string): TracksieveError {
  if (end.error)
    return new TracksieveError(
      'TOOL_FAILED',
      `${name} could not be started (${command}): ${end.error.message}.`,
      `Install ${name}, or set its path in Settings.`,
      false,
      end.error,
    )
  const how = end.signal ? `was ended by ${end.signal}` : `ended with status ${end.code}`
  const said = words.trim().split('\n').slice(-4).join(' · ').slice(-600)
  if (/No space left on device/i.test(words))
    return new TracksieveError(
      'DISK_FULL',
      `The disk is full (${name}: ${said}).`,
      'Free some space and try again.',
    )
  return new TracksieveError(
    'TOOL_FAILED',
    `${name} ${how}${said ? `: ${said}` : ' without a word'}.`,
    'Try again; if it stays, look at what the message says.',
    true,
  )
}

/** Runs a short command to its end and returns what it printed. Throws TOOL_FAILED where it fails. */
export async function readTool(
  command: string,
  args: readonly string[],
  options: ToolOptions,
): Promise<string> {
  const tool = startTool(command, args, options)
  const parts: Buffer[] = []
  tool.stdout.on('data', (chunk: Buffer) => parts.push(chunk))
  const end = await tool.ended
  if (end.error || end.code !== 0) throw await tool.failure()
  return Buffer.concat(parts).toString('utf8')
}
