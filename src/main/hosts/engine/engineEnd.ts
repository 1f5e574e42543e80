/** The engine process's end of the line to its host: over Node's IPC, or over a utility process's parent port. */
import { toTracksieveError } from '../../../shared/errors.ts'
import {
  type Carrier,
  type EngineFrame,
  type HostFrame,
  type MediaAnswer,
  type MediaAsk,
  packAnswer,
} from './frames.ts'
import { FramePort } from './framePort.ts'
import type { WindowPort } from './windowPort.ts'

/** What oRPC takes for a message port: a channel of frames, or Electron's MessagePortMain. */
export type EnginePort = Pick<WindowPort, 'on' | 'postMessage'>

/** What the host's messages lead to. */
export interface EngineServices {
  /** A window's line: an object that oRPC takes for a message port. */
  accept(port: EnginePort): void
  media(ask: MediaAsk, signal: AbortSignal): Promise<MediaAnswer>
  stop(): void
}

export interface EngineEnd {
  post(frame: EngineFrame): void
  /** Resolves when the frame is on its way, so that the process may end. */
  postLast(frame: EngineFrame): Promise<void>
  serve(services: EngineServices): void
}

/** undefined: this process was started by hand, not by a host. */
export function engineEnd(): EngineEnd | undefined {
  if (process.parentPort) return parentPortEnd(process.parentPort)
  return process.send ? ipcEnd() : undefined
}

function ipcEnd(): EngineEnd {
  const post = (frame: EngineFrame) => {
    if (process.connected) process.send?.(frame, undefined, undefined, () => {})
  }
  return {
    post,
    postLast: (frame) =>
      new Promise((resolve) => process.send?.(frame, undefined, undefined, () => resolve())),
    serve(services) {
      const ports = new Map<number, FramePort>()
      const answer = mediaAnswering(services, post, 'json')
      process.on('message', (message) => {
        const frame = message as HostFrame
        if (frame.kind === 'open') {
          const { channel } = frame
          const port = new FramePort((data) => post({ kind: 'data', channel, data }))
          ports.set(channel, port)
          services.accept(port)
        } else if (frame.kind === 'data') ports.get(frame.channel)?.deliver(frame.data)
        else if (frame.kind === 'close') {
          ports.get(frame.channel)?.end()
          ports.delete(frame.channel)
        } else if (frame.kind === 'stop') services.stop()
        else answer(frame)
      })
      // The host is gone, however it went.
      process.on('disconnect', () => services.stop())
      if (!process.connected) services.stop()
    },
  }
}

function parentPortEnd(parent: NonNullable<typeof process.parentPort>): EngineEnd {
  const post = (frame: EngineFrame) => parent.postMessage(frame)
  return {
    post,
    postLast: async (frame) => {
      post(frame)
      // A parent port tells nobody when a message has left.
      await new Promise((resolve) => setTimeout(resolve, 100))
    },
    serve(services) {
      const answer = mediaAnswering(services, post, 'clone')
      parent.on('message', ({ data, ports: [port] }) => {
        const frame = data as HostFrame
        if (port) {
          services.accept(port)
          port.start()
        } else if (frame.kind === 'stop') services.stop()
        else if (frame.kind === 'media' || frame.kind === 'media-cancel') answer(frame)
      })
    },
  }
}

function mediaAnswering(services: EngineServices, post: (frame: EngineFrame) => void, carrier: Carrier) {
  const running = new Map<number, AbortController>()
  return (frame: Extract<HostFrame, { kind: 'media' | 'media-cancel' }>): void => {
    const { call } = frame
    if (frame.kind === 'media-cancel') return running.get(call)?.abort()
    const abort = new AbortController()
    running.set(call, abort)
    services
      .media({ id: frame.id, method: frame.method, range: frame.range }, abort.signal)
      .then((answer) => post({ kind: 'media-answer', call, answer: packAnswer(answer, carrier) }))
      .catch((thrown: unknown) => post({ kind: 'media-error', call, error: toTracksieveError(thrown).body }))
      .finally(() => running.delete(call))
  }
}
