/** Crops of many tracks of one film: what is asked for together is cut from one run through the film. */
import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import { TracksieveError } from '../../../shared/errors.ts'
import type { Crop } from './cropPlan.ts'
import type { IndexedFilm } from './decode.ts'
import { walkFrames } from './filmWalk.ts'
import type { Ffmpeg } from './findFfmpeg.ts'
import { blankPicture, drawSquare, type Picture } from './picture.ts'

interface Wish {
  crops: readonly Crop[]
  size: number
  strip: Picture
  left: number
  signal: AbortSignal | undefined
  resolve(strip: Picture): void
  reject(error: unknown): void
}

/** A screen of cards asks within this time. */
const gatherMs = 10
/** The first pictures of a long run should not wait for the last ones. */
const atOnce = 24

export class FilmCrops {
  private readonly ffmpeg: Ffmpeg
  private readonly film: IndexedFilm
  private wishes: Wish[] = []
  private running = false
  private readonly closing = new AbortController()

  constructor(ffmpeg: Ffmpeg, film: IndexedFilm) {
    this.ffmpeg = ffmpeg
    this.film = film
  }

  /** All crops side by side; dark where the film has no such frame. */
  draw(crops: readonly Crop[], size: number, signal?: AbortSignal): Promise<Picture> {
    return new Promise((resolve, reject) => {
      const strip = blankPicture(size * crops.length, size)
      this.wishes.push({ crops, size, strip, left: 0, signal, resolve, reject })
      void this.work()
    })
  }

  close(): void {
    this.closing.abort()
    for (const wish of this.wishes.splice(0)) wish.reject(cancelled())
  }

  private async work(): Promise<void> {
    if (this.running) return
    this.running = true
    await wait(gatherMs)
    while (this.wishes.length > 0) {
      const batch = this.takeBatch()
      const wanted = batch.filter((wish) => !wish.signal?.aborted)
      for (const wish of batch) if (wish.signal?.aborted) wish.reject(cancelled())
      if (wanted.length > 0) await this.run(wanted)
    }
    this.running = false
  }

  /** The newest first, for who scrolls has left the others behind; with them all that lie on their way. */
  private takeBatch(): Wish[] {
    const batch = this.wishes.splice(-atOnce)
    const frames = batch.flatMap(({ crops }) => crops.map(({ frame }) => frame))
    const [first, last] = [Math.min(...frames), Math.max(...frames)]
    const onTheWay = ({ crops }: Wish) => crops.every(({ frame }) => frame >= first && frame <= last)
    batch.push(...this.wishes.filter(onTheWay))
    this.wishes = this.wishes.filter((wish) => !onTheWay(wish))
    return batch
  }

  private async run(batch: readonly Wish[]): Promise<void> {
    const byFrame = new Map<number, { wish: Wish; place: number }[]>()
    for (const wish of batch) {
      for (const [place, { frame }] of wish.crops.entries()) {
        if (frame >= this.film.index.frames) continue
        wish.left += 1
        byFrame.set(frame, [...(byFrame.get(frame) ?? []), { wish, place }])
      }
      if (wish.left === 0) wish.resolve(wish.strip)
    }
    const leaving = new AbortController()
    const onAbort = () => {
      if (batch.every((wish) => wish.left === 0 || wish.signal?.aborted)) leaving.abort()
    }
    for (const { signal } of batch) signal?.addEventListener('abort', onAbort)
    try {
      const signal = AbortSignal.any([leaving.signal, this.closing.signal])
      await walkFrames(
        this.ffmpeg,
        this.film,
        byFrame.keys(),
        (frame, rgb) => this.cut(byFrame.get(frame)!, rgb),
        signal,
      )
      onAbort()
    } catch (error) {
      for (const wish of batch) wish.reject(error)
    } finally {
      for (const { signal } of batch) signal?.removeEventListener('abort', onAbort)
    }
  }

  private async cut(places: readonly { wish: Wish; place: number }[], rgb: Buffer): Promise<void> {
    const { width, height } = this.film.index
    for (const [i, { wish, place }] of places.entries()) {
      // A label that is written meanwhile waits for a few milliseconds at most.
      if (i % 4 === 3) await setImmediate()
      if (!wish.signal?.aborted)
        drawSquare({ width, height, rgb }, wish.crops[place]!, wish.strip, place * wish.size, wish.size)
      wish.left -= 1
      if (wish.left === 0) wish.resolve(wish.strip)
    }
  }
}

const cancelled = () => new TracksieveError('CANCELLED', 'Cancelled.', '', true)
