/** One life of a line to the engine. Whoever waits on it is told at once when it is lost. */
import type { ClientContext, ClientLink } from '@orpc/client'
import { TracksieveError } from '../../shared/errors.ts'

export class Connection {
  readonly link: ClientLink<ClientContext>
  private readonly hangUp: () => void
  private readonly waiting = new Set<(error: TracksieveError) => void>()
  private error: TracksieveError | undefined

  constructor(link: ClientLink<ClientContext>, hangUp: () => void) {
    this.link = link
    this.hangUp = hangUp
  }

  /** ENGINE_UNAVAILABLE once the line is lost. */
  get lost(): TracksieveError | undefined {
    return this.error
  }

  lose(why: string): void {
    if (this.error) return
    const error = unavailable(why)
    this.error = error
    for (const reject of this.waiting) reject(error)
    this.waiting.clear()
    this.hangUp()
  }

  /** Settles as `work` does, or rejects when the line is lost first: a dead MessagePort never answers. */
  untilLost<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.error) reject(this.error)
      else this.waiting.add(reject)
      // Also when lost already: a rejection of the work that nobody hears would count as unhandled.
      void work.then(resolve, reject).then(() => this.waiting.delete(reject))
    })
  }
}

export const unavailable = (why: string): TracksieveError =>
  new TracksieveError('ENGINE_UNAVAILABLE', why, 'Wait until it is back, then try again.', true)
