/** An endless stream for one listener: values go in as they happen, come out in order, until the signal ends it. */
export class EventQueue<T> implements AsyncIterable<T> {
  private readonly waiting: T[] = []
  private wake: (() => void) | undefined
  private ended = false

  push(value: T): void {
    if (this.ended) return
    this.waiting.push(value)
    this.wake?.()
  }

  end(): void {
    this.ended = true
    this.wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (true) {
      while (this.waiting.length > 0) yield this.waiting.shift()!
      if (this.ended) return
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
      this.wake = undefined
    }
  }
}
