/** An engine process as its host sees it, whatever kind of process it is. */
import type { ErrorBody } from '../../../shared/errors.ts'
import type { MediaAnswer, MediaAsk } from './frames.ts'
import type { WindowPort } from './windowPort.ts'

/** How a process ended. Exactly one is told for each start. */
export interface Ended {
  code: number | null
  signal: string | null
  /** The end of what it wrote to stderr. */
  words: string
  /** Why it could not even be started. */
  problem: string | null
}

export interface EngineEvents {
  ready(refused: ErrorBody | null): void
  failed(error: ErrorBody): void
  catalogue(folder: string | null): void
  ended(how: Ended): void
}

export interface RunningEngine {
  /** Gives a window its line; the port closes when the window or the engine goes. */
  connect(port: WindowPort): void
  media(ask: MediaAsk, signal: AbortSignal): Promise<MediaAnswer>
  /** Asks it to close its catalogue and go. */
  stop(): void
  kill(): void
}

/** What a start is given; as environment of the process. */
export interface EngineStart {
  /** Folder of the catalogue to open first. */
  catalogue: string | null
  /** Without a catalogue: open the sample one, making it where there is none. */
  sample: boolean
}

export type LaunchEngine = (start: EngineStart, events: EngineEvents) => RunningEngine

/** Exit codes of the engine's own choice. */
export const exitCodes = { wrongRuntime: 64, startFailed: 70 } as const

/** The environment of an engine process. What steers Electron or Node itself is not handed down. */
export function engineEnvironment(start: EngineStart, holder: string): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, TRACKSIEVE_CATALOGUE: ___, ...inherited } = process.env
  return {
    ...inherited,
    TRACKSIEVE_HOLDER: holder,
    ...(start.catalogue === null ? {} : { TRACKSIEVE_CATALOGUE: start.catalogue }),
    TRACKSIEVE_SAMPLE: start.sample ? '1' : '',
  }
}
