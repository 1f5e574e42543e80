/** Runs the player's machine: fetches what is wanted, keeps the next frames ready, keeps time while playing. */
import { FrameCache, type FrameRef, type LoadFrame, type Picture } from './frameCache.ts'
import { advance, frameAfter, idle, type PlayerEvent, type PlayerModel } from './playerMachine.ts'

/** Frames kept ready after the one shown: while it plays, and while it stands. */
const ahead = { playing: 8, standing: 3 }

export interface Opening {
  readonly video: number
  readonly frames: number
  readonly fps: number
  /** False = there are no pixels to wait for; every frame is there at once. */
  readonly pictures: boolean
  readonly frame: number
  readonly from: number
  readonly to: number
}

export class Player<P extends Picture> {
  readonly cache: FrameCache<P>
  #model: PlayerModel = idle
  #pictures = false
  #fps = 10
  #seek: AbortController | null = null
  #timer: number | undefined
  #shownAt = 0
  #later: FrameRef[] = []
  #waiting = false
  readonly #wait: (run: () => void) => void
  readonly #listeners = new Set<() => void>()

  /** `wait`: when what is fetched ahead is asked for; the frame that was wanted is to be on screen before. */
  constructor(load: LoadFrame<P>, budget: number, wait: (run: () => void) => void = (run) => run()) {
    this.cache = new FrameCache(load, budget)
    this.#wait = wait
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly model = (): PlayerModel => this.#model

  /** The pixels on screen; undefined where there are none. */
  picture(): P | undefined {
    const { video, shown } = this.#model
    return video === null || shown === null ? undefined : this.cache.peek(video, shown)
  }

  open(opening: Opening): void {
    this.#pictures = opening.pictures
    this.#fps = opening.fps > 0 ? opening.fps : 10
    const { video, frames, frame, from, to } = opening
    this.send({ type: 'open', video, lastFrame: Math.max(0, frames - 1), frame, from, to })
  }

  /** Frames to have ready once this track's own are: the openings of the next tracks. */
  prepare(later: readonly FrameRef[]): void {
    this.#later = [...later]
    if (this.#model.status !== 'loading') this.#fetchAhead()
  }

  toggle(): void {
    const { status, resume } = this.#model
    this.send({ type: status === 'playing' || resume ? 'pause' : 'play' })
  }

  step(frames: number): void {
    this.send({ type: 'pause' })
    this.send({ type: 'seek', frame: this.#model.frame + frames })
  }

  send(event: PlayerEvent): void {
    const before = this.#model
    this.#model = advance(before, event)
    if (this.#model === before) return
    this.#fetchWanted(before)
    this.#keepTime()
    for (const listener of this.#listeners) listener()
  }

  close(): void {
    this.#seek?.abort()
    this.send({ type: 'close' })
    this.cache.clear()
  }

  #fetchWanted(before: PlayerModel): void {
    const { status, video, frame } = this.#model
    const moved = video !== before.video || frame !== before.frame || before.status === 'error'
    if (status !== 'loading' || video === null || (!moved && before.status === 'loading')) return
    this.#seek?.abort(new DOMException('another frame was asked for', 'AbortError'))
    const there = !this.#pictures || this.cache.peek(video, frame) !== undefined
    if (there) return this.#arrive(video, frame)
    const seek = new AbortController()
    this.#seek = seek
    const wanted = this.cache.want(video, frame, seek.signal)
    // After a jump nothing that may be wanted later goes before what is wanted now.
    if (Math.abs(frame - (this.#model.shown ?? Number.POSITIVE_INFINITY)) > ahead.playing)
      this.cache.prefetch([])
    wanted.then(
      () => this.#arriveAndTell(video, frame, seek),
      (error: unknown) => {
        if (seek.signal.aborted) return
        const problem = error instanceof Error ? error.message : String(error)
        this.send({ type: 'failed', video, frame, problem })
      },
    )
  }

  #arrive(video: number, frame: number): void {
    this.cache.pin(video, frame)
    this.#shownAt = performance.now()
    this.#model = advance(this.#model, { type: 'ready', video, frame })
    this.#fetchAhead()
  }

  #arriveAndTell(video: number, frame: number, seek: AbortController): void {
    if (seek.signal.aborted) return
    this.#arrive(video, frame)
    this.#keepTime()
    for (const listener of this.#listeners) listener()
  }

  #fetchAhead(): void {
    if (this.#waiting) return
    this.#waiting = true
    this.#wait(() => {
      this.#waiting = false
      if (this.#model.status !== 'loading') this.#fetchNext()
    })
  }

  #fetchNext(): void {
    const { video, frame, lastFrame } = this.#model
    if (video === null || !this.#pictures) return this.cache.prefetch(this.#later)
    const moving = this.#model.status === 'playing' || this.#model.resume
    const next: FrameRef[] = []
    for (let step = 1; step <= (moving ? ahead.playing : ahead.standing); step += 1) {
      if (frame + step <= lastFrame) next.push({ video, frame: frame + step })
      if (step === 1 && frame > 0) next.push({ video, frame: frame - 1 })
    }
    this.cache.prefetch([...next, ...this.#later])
  }

  #keepTime(): void {
    if (this.#model.status !== 'playing') {
      if (this.#timer !== undefined) cancelAnimationFrame(this.#timer)
      this.#timer = undefined
      return
    }
    this.#timer ??= requestAnimationFrame(this.#beat)
  }

  /** No frame is ever skipped: a late one is shown late. */
  readonly #beat = (now: number): void => {
    this.#timer = undefined
    if (this.#model.status !== 'playing') return
    const due = now - this.#shownAt >= 1000 / this.#fps - 4
    if (due || frameAfter(this.#model) === null) this.send({ type: 'tick' })
    else this.#timer = requestAnimationFrame(this.#beat)
  }
}
