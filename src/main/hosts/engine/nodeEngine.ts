/** The engine as a child of a Node binary: for the loopback server, and for an Electron whose own Node is too old. */
import { type ChildProcess, fork } from 'node:child_process'
import type { EngineFrame, HostFrame } from './frames.ts'
import { lastWords } from './lastWords.ts'
import { MediaCalls } from './mediaCalls.ts'
import {
  engineEnvironment,
  type EngineEvents,
  type LaunchEngine,
  type RunningEngine,
} from './runningEngine.ts'
import type { WindowPort } from './windowPort.ts'

export interface NodeEngineOptions {
  /** The Node binary. */
  node: string
  /** The engine's script. */
  entry: string
  /** Who holds the catalogue, in words. */
  holder: string
}

const wordsWithinMs = 200

export function launchNodeEngine({ node, entry, holder }: NodeEngineOptions): LaunchEngine {
  return (start, events) => {
    const child = fork(entry, [], {
      execPath: node,
      execArgv: [],
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      // Text, so that the two Node versions need not share a serialiser.
      serialization: 'json',
      env: engineEnvironment(start, holder),
    })
    return relay(child, events)
  }
}

function relay(child: ChildProcess, events: EngineEvents): RunningEngine {
  const ports = new Map<number, WindowPort>()
  const words = lastWords(child.stderr)
  let nextChannel = 1
  let ended = false

  const post = (frame: HostFrame) => {
    // The callback takes the error of a channel that closes at this very moment.
    if (child.connected) child.send(frame, () => {})
  }
  const media = new MediaCalls(post)

  const hangUp = () => {
    media.lose('The engine stopped.')
    for (const port of [...ports.values()]) port.close()
    ports.clear()
  }
  const end = (code: number | null, signal: string | null, problem: string | null) => {
    if (ended) return
    ended = true
    events.ended({ code, signal, words: words(), problem })
  }
  // A binary that does not exist gives `error` alone.
  child.on('error', (error) => {
    if (child.pid === undefined) end(null, null, error.message)
  })
  child.on('exit', (code, signal) => {
    hangUp()
    // `close` follows when its last words are read; a process that it started may hold them open for long.
    child.on('close', () => end(code, signal, null))
    setTimeout(() => end(code, signal, null), wordsWithinMs)
  })

  child.on('message', (message) => {
    const frame = message as EngineFrame
    if (frame.kind === 'data') ports.get(frame.channel)?.postMessage(frame.data)
    else if (frame.kind === 'close') ports.get(frame.channel)?.close()
    else if (frame.kind === 'ready') events.ready(frame.refused)
    else if (frame.kind === 'failed') events.failed(frame.error)
    else if (frame.kind === 'catalogue') events.catalogue(frame.folder)
    else media.answer(frame)
  })

  return {
    connect(port) {
      const channel = nextChannel++
      ports.set(channel, port)
      post({ kind: 'open', channel })
      port.on('message', ({ data }) => post({ kind: 'data', channel, data: String(data) }))
      port.on('close', () => {
        if (ports.delete(channel)) post({ kind: 'close', channel })
      })
      port.start()
    },
    media: (ask, signal) => media.ask(ask, signal),
    stop: () => post({ kind: 'stop' }),
    kill: () => child.kill('SIGKILL'),
  }
}
