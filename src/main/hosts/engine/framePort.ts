/** One channel as the engine sees it: looks to oRPC like a MessagePort of Electron's main process. */
import { EventEmitter } from 'node:events'

export class FramePort extends EventEmitter {
  private readonly send: (data: string) => void

  constructor(send: (data: string) => void) {
    super()
    this.send = send
  }

  postMessage(data: unknown): void {
    if (typeof data !== 'string')
      throw new TypeError('The contract carries no bytes; they come from /media/.')
    this.send(data)
  }

  deliver(data: string): void {
    this.emit('message', { data })
  }

  /** Calls of the window that is gone are aborted by this. */
  end(): void {
    this.emit('close')
  }
}
