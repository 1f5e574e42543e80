/** Decoded frames, least recently used out first; a bounded number of bytes. */

export interface Picture {
  readonly width: number
  readonly height: number
  close(): void
}

/** Fetches and decodes one frame. Rejects with the signal's reason when it is aborted. */
export type LoadFrame<P extends Picture> = (video: number, frame: number, signal: AbortSignal) => Promise<P>

interface Flight<P> {
  readonly promise: Promise<P>
  readonly controller: AbortController
  /** How many callers wait for it; a prefetch alone counts as none. */
  waiting: number
}

export interface FrameRef {
  readonly video: number
  readonly frame: number
}

const keyOf = (video: number, frame: number): string => `${video}:${frame}`

export class FrameCache<P extends Picture> {
  readonly #load: LoadFrame<P>
  readonly #budget: number
  readonly #lanes: number
  readonly #pictures = new Map<string, P>()
  readonly #flights = new Map<string, Flight<P>>()
  #bytes = 0
  #pinned: string | null = null
  #ahead: FrameRef[] = []

  /** `budget` in bytes of decoded pixels (4 a pixel); `lanes` = frames prefetched at once. */
  constructor(load: LoadFrame<P>, budget: number, lanes = 3) {
    this.#load = load
    this.#budget = budget
    this.#lanes = lanes
  }

  /** The decoded frame if it is there; counts as a use. */
  peek(video: number, frame: number): P | undefined {
    const key = keyOf(video, frame)
    const picture = this.#pictures.get(key)
    if (picture === undefined) return undefined
    this.#pictures.delete(key)
    this.#pictures.set(key, picture)
    return picture
  }

  /** The frame that is on screen is never evicted. */
  pin(video: number, frame: number): void {
    this.#pinned = keyOf(video, frame)
  }

  /** The frame, decoded. Its fetch is aborted when the last one who waits for it gives up. */
  async want(video: number, frame: number, signal: AbortSignal): Promise<P> {
    signal.throwIfAborted()
    const there = this.peek(video, frame)
    if (there !== undefined) return there
    const flight = this.#fly(video, frame)
    flight.waiting += 1
    return new Promise<P>((resolve, reject) => {
      const giveUp = (): void => {
        flight.waiting -= 1
        if (flight.waiting === 0) flight.controller.abort(signal.reason)
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', giveUp, { once: true })
      const settled = (): void => signal.removeEventListener('abort', giveUp)
      flight.promise.then(
        (picture) => (settled(), resolve(picture)),
        (error: Error) => (settled(), reject(error)),
      )
    })
  }

  /** Replaces what is fetched ahead, most urgent first. Frames that are there or on their way are skipped. */
  prefetch(frames: readonly FrameRef[]): void {
    const keep = new Set(frames.map(({ video, frame }) => keyOf(video, frame)))
    for (const [key, flight] of this.#flights) {
      if (flight.waiting === 0 && !keep.has(key))
        flight.controller.abort(new DOMException('not needed', 'AbortError'))
    }
    this.#ahead = [...frames]
    this.#fetchAhead()
  }

  clear(): void {
    this.#ahead = []
    for (const flight of this.#flights.values())
      flight.controller.abort(new DOMException('closed', 'AbortError'))
    for (const picture of this.#pictures.values()) picture.close()
    this.#pictures.clear()
    this.#pinned = null
    this.#bytes = 0
  }

  get bytes(): number {
    return this.#bytes
  }

  #fetchAhead(): void {
    while (this.#ahead.length > 0 && this.#flights.size < this.#lanes) {
      const { video, frame } = this.#ahead.shift()!
      const key = keyOf(video, frame)
      if (this.#pictures.has(key) || this.#flights.has(key)) continue
      this.#fly(video, frame).promise.catch(() => {})
    }
  }

  #fly(video: number, frame: number): Flight<P> {
    const key = keyOf(video, frame)
    const flying = this.#flights.get(key)
    if (flying !== undefined && !flying.controller.signal.aborted) return flying
    const controller = new AbortController()
    const flight: Flight<P> = { promise: this.#fetch(key, video, frame, controller), controller, waiting: 0 }
    this.#flights.set(key, flight)
    const landed = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key)
      this.#fetchAhead()
    }
    flight.promise.then(landed, landed)
    return flight
  }

  async #fetch(key: string, video: number, frame: number, controller: AbortController): Promise<P> {
    const picture = await this.#load(video, frame, controller.signal)
    if (controller.signal.aborted) {
      picture.close()
      throw controller.signal.reason
    }
    this.#pictures.set(key, picture)
    this.#bytes += picture.width * picture.height * 4
    this.#evict(key)
    return picture
  }

  #evict(newest: string): void {
    for (const [key, picture] of this.#pictures) {
      if (this.#bytes <= this.#budget) return
      if (key === this.#pinned || key === newest) continue
      this.#pictures.delete(key)
      this.#bytes -= picture.width * picture.height * 4
      picture.close()
    }
  }
}
