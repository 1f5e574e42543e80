/** The engine as Electron's utility process; windows talk to it without a stop in main. */
import type { Readable } from 'node:stream'
import { type MessagePortMain, utilityProcess } from 'electron'
import type { EngineFrame, HostFrame } from '../engine/frames.ts'
import { lastWords } from '../engine/lastWords.ts'
import { MediaCalls } from '../engine/mediaCalls.ts'
import { engineEnvironment, type LaunchEngine } from '../engine/runningEngine.ts'

/** The launch must wait until Electron is ready: before, it ends the app without a word. */
export function launchUtilityEngine(entry: string, holder: string): LaunchEngine {
  return (start, events) => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Tracksieve engine',
      stdio: ['ignore', 'inherit', 'pipe'],
      env: engineEnvironment(start, holder),
    })
    const words = lastWords(child.stderr as Readable | null)
    const post = (frame: HostFrame) => child.postMessage(frame)
    const media = new MediaCalls(post)
    child.on('message', (frame: EngineFrame) => {
      if (frame.kind === 'ready') events.ready(frame.refused)
      else if (frame.kind === 'failed') events.failed(frame.error)
      else if (frame.kind === 'catalogue') events.catalogue(frame.folder)
      else if (frame.kind === 'media-answer' || frame.kind === 'media-error') media.answer(frame)
    })
    child.once('exit', (code) => {
      media.lose('The engine stopped.')
      events.ended({ code, signal: null, words: words(), problem: null })
    })
    return {
      connect: (port) =>
        child.postMessage({ kind: 'open', channel: 0 }, [port as unknown as MessagePortMain]),
      media: (ask, signal) => media.ask(ask, signal),
      stop: () => post({ kind: 'stop' }),
      kill: () => kill(child.pid),
    }
  }
}

/** UtilityProcess.kill asks politely; a process that is stuck does not listen. */
function kill(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
