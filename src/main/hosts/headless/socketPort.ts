/** A browser's WebSocket as a window's line. */
import type { RawData, WebSocket } from 'ws'
import type { WindowPort } from '../engine/windowPort.ts'

/** Close code that tells the page: the engine ended, not the connection. */
const engineEnded = 4001

export function socketPort(socket: WebSocket): WindowPort {
  return {
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (event === 'message')
        socket.on('message', (data: RawData) => listener({ data: (data as Buffer).toString('utf8') }))
      else socket.on('close', () => (listener as () => void)())
    },
    postMessage: (data) => socket.send(data),
    start() {},
    close: () => socket.close(engineEnded, 'engine ended'),
  }
}
