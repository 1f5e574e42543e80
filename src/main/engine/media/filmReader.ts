/** Single frames of one film by index, as a person steps, plays and scrubs: the newest wish first, then a little ahead. */
import { TracksieveError } from '../../../shared/errors.ts'
import type { ByteCache } from './byteCache.ts'
import { type Frame, framesFrom, type IndexedFilm } from './decode.ts'
import type { Ffmpeg } from './findFfmpeg.ts'
import { frameBytes } from './frameIndex.ts'

export interface ReaderOptions {
  ffmpeg: Ffmpeg
  film: IndexedFilm
  /** Shared by all readers. */
  cache: ByteCache<Buffer>
  /** An idle decoder ends after this time. */
  idleMs?: number
}

interface Waiter {
  resolve(rgb: Buffer): void
  reject(error: unknown): void
}

/** Frames that decoding on is quicker for than a new start. */
const reach = 48
const mostAhead = 32

export class FilmReader {
  private readonly options: ReaderOptions
  private readonly ahead: number
  private readonly waiting = new Map<number, Set<Waiter>>()
  private run: { frames: AsyncGenerator<Frame, void>; next: number; controller: AbortController } | null =
    null
  private driving = false
  private last = 0
  private idle: ReturnType<typeof setTimeout> | undefined
  private closed = false

  constructor(options: ReaderOptions) {
    this.options = options
    this.ahead = Math.min(mostAhead, Math.floor(options.cache.limit / frameBytes(options.film.index) / 4))
  }

  /** Height × width × 3 bytes; not to be written to. NOT_FOUND past the end. */
  async read(frame: number, signal?: AbortSignal): Promise<Buffer> {
    const { frames } = this.options.film.index
    if (!(frame >= 0 && frame < frames))
      throw new TracksieveError('NOT_FOUND', `The film has frames 0 to ${frames - 1}, not ${frame}.`)
    const cached = this.options.cache.get(this.key(frame))
    if (cached) return cached
    if (signal?.aborted || this.closed) throw cancelled()
    return new Promise<Buffer>((resolve, reject) => {
      const waiter = { resolve, reject }
      const others = this.waiting.get(frame)
      this.waiting.delete(frame)
      this.waiting.set(frame, new Set([...(others ?? []), waiter]))
      signal?.addEventListener('abort', () => this.forget(frame, waiter), { once: true })
      void this.drive()
    })
  }

  async close(): Promise<void> {
    this.closed = true
    for (const [frame, waiters] of this.waiting) for (const waiter of waiters) this.forget(frame, waiter)
    await this.endRun()
  }

  private key(frame: number): string {
    return `${this.options.film.index.fingerprint}:${frame}`
  }

  private forget(frame: number, waiter: Waiter): void {
    const waiters = this.waiting.get(frame)
    if (!waiters?.delete(waiter)) return
    if (waiters.size === 0) this.waiting.delete(frame)
    waiter.reject(cancelled())
    // Nobody waits any more: a long way to the frame need not be gone to its end.
    if (this.waiting.size === 0 && this.run && frame > this.run.next + this.ahead) void this.endRun()
  }

  private async drive(): Promise<void> {
    if (this.driving) return
    this.driving = true
    clearTimeout(this.idle)
    while (!this.closed && (this.waiting.size > 0 || this.wantsMore())) {
      try {
        await this.step()
      } catch (error) {
        await this.endRun()
        this.rejectAll(error)
      }
    }
    this.driving = false
    this.idle = setTimeout(() => void this.endRun(), this.options.idleMs ?? 10_000)
    this.idle.unref()
  }

  /** One more frame of the run that leads to the newest wish. */
  private async step(): Promise<void> {
    const wish = [...this.waiting.keys()].at(-1)
    if (wish !== undefined) {
      if (!this.run || wish < this.run.next || wish > this.run.next + reach) await this.startRun(wish)
      this.last = wish
    }
    const run = this.run!
    const { value: frame, done } = await run.frames.next()
    if (run !== this.run) return
    if (done) {
      this.run = null
      return
    }
    run.next = frame.index + 1
    this.options.cache.set(this.key(frame.index), frame.rgb, frame.rgb.length)
    const waiters = this.waiting.get(frame.index)
    this.waiting.delete(frame.index)
    for (const waiter of waiters ?? []) waiter.resolve(frame.rgb)
  }

  private async startRun(wish: number): Promise<void> {
    await this.endRun()
    // Going backwards, the frames before the wish are the next ones: one run for all of them.
    const backwards = wish < this.last && this.last - wish <= this.ahead
    const start = backwards ? Math.max(0, wish - this.ahead) : wish
    const controller = new AbortController()
    const { ffmpeg, film } = this.options
    const frames = framesFrom({ ffmpeg, film, signal: controller.signal }, start)
    this.run = { frames, next: start, controller }
  }

  private wantsMore(): boolean {
    const { run } = this
    return run !== null && run.next < this.options.film.index.frames && run.next <= this.last + this.ahead
  }

  private async endRun(): Promise<void> {
    const { run } = this
    this.run = null
    run?.controller.abort()
    await run?.frames.return().catch(() => {})
  }

  private rejectAll(error: unknown): void {
    const all = [...this.waiting.values()]
    this.waiting.clear()
    for (const waiters of all) for (const waiter of waiters) waiter.reject(error)
  }
}

const cancelled = () => new TracksieveError('CANCELLED', 'Cancelled.', '', true)
