/** Keeps one engine running: starts it, restarts it when it dies, gives up when it can't start, and says so. */
import type { EngineState } from '../../../shared/bridge.ts'
import { type ErrorBody, TracksieveError } from '../../../shared/errors.ts'
import { describeCrash, describeGivenUp } from './describeEnd.ts'
import type { MediaAnswer, MediaAsk } from './frames.ts'
import {
  type Ended,
  type EngineStart,
  exitCodes,
  type LaunchEngine,
  type RunningEngine,
} from './runningEngine.ts'
import type { WindowPort } from './windowPort.ts'

export interface EngineHostOptions {
  launch: LaunchEngine
  /** What the first start opens; later starts open what was open last. */
  first?: Partial<EngineStart>
  /** Milliseconds before the first, second, … restart in a row; the last one stays. */
  delays?: readonly number[]
  /** A run of at least this many milliseconds makes the next crash a first one again. */
  steadyAfter?: number
  /** Milliseconds within which a start must be ready. */
  startWithin?: number
  /** Milliseconds that a stopping engine has to close its catalogue. */
  stopWithin?: number
}

const defaults = {
  delays: [500, 1000, 3000, 8000],
  steadyAfter: 10_000,
  startWithin: 60_000,
  stopWithin: 10_000,
}
const startsBeforeGivingUp = 3

export class EngineHost {
  private readonly options: typeof defaults & { launch: LaunchEngine }
  private readonly next: EngineStart
  private readonly listeners = new Set<(state: EngineState) => void>()
  private now: EngineState = { state: 'stopped', generation: 0, why: null }
  private running: RunningEngine | undefined
  private told: ErrorBody | undefined
  private refused: ErrorBody | null = null
  private readyAt = 0
  private crashes = 0
  private failedStarts = 0
  private stopping = false
  private timer: NodeJS.Timeout | undefined

  constructor({ first, ...options }: EngineHostOptions) {
    this.options = { ...defaults, ...options, delays: [...(options.delays ?? defaults.delays)] }
    this.next = { catalogue: null, sample: false, ...first }
  }

  get state(): EngineState {
    return this.now
  }

  /** Why the catalogue that should have been opened first is not open; null = it is, or none was asked for. */
  get refusal(): ErrorBody | null {
    return this.refused
  }

  /** Returns how to end the telling. */
  onState(listener: (state: EngineState) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Starts the engine; also after it was given up. Does nothing while one runs or is about to. */
  start(): void {
    if (this.now.state !== 'stopped' || this.stopping) return
    this.crashes = 0
    this.failedStarts = 0
    this.launch()
  }

  /** Resolves when the engine is ready; rejects with ENGINE_UNAVAILABLE when it is given up. */
  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = ({ state, why }: EngineState) => {
        if (state === 'ready') resolve()
        else if (state === 'stopped')
          reject(unavailable(why, 'Start Tracksieve again; if that does not help, report it.'))
        else return
        end()
      }
      const end = this.onState(look)
      look(this.now)
    })
  }

  /** Gives a window its line to the engine. Without an engine the port is closed at once. */
  connect(port: WindowPort): void {
    if (this.running && this.now.state === 'ready') this.running.connect(port)
    else port.close()
  }

  async media(ask: MediaAsk, signal: AbortSignal): Promise<MediaAnswer> {
    if (!this.running || this.now.state !== 'ready') throw unavailable(this.now.why)
    return this.running.media(ask, signal)
  }

  /** Lets the engine close its catalogue and waits until it is gone. */
  async stop(): Promise<void> {
    this.stopping = true
    clearTimeout(this.timer)
    const { running } = this
    if (!running) return this.tell({ state: 'stopped', why: null })
    const gone = new Promise<void>((resolve) => this.onState(({ state }) => state === 'stopped' && resolve()))
    running.stop()
    this.timer = setTimeout(() => running.kill(), this.options.stopWithin)
    await gone
  }

  private launch(): void {
    this.now = { ...this.now, generation: this.now.generation + 1 }
    this.told = undefined
    this.tell({ state: 'starting', why: null })
    const running = this.options.launch(this.next, {
      ready: (refused) => this.becomeReady(refused),
      failed: (error) => {
        this.told = error
      },
      catalogue: (folder) => {
        this.next.catalogue = folder
        this.next.sample = false
      },
      ended: (how) => this.afterEnd(how),
    })
    this.running = running
    this.timer = setTimeout(() => running.kill(), this.options.startWithin)
  }

  private becomeReady(refused: ErrorBody | null): void {
    clearTimeout(this.timer)
    this.refused = refused
    this.failedStarts = 0
    this.readyAt = performance.now()
    this.tell({ state: 'ready', why: null })
  }

  private afterEnd(how: Ended): void {
    clearTimeout(this.timer)
    this.running = undefined
    if (this.stopping) return this.tell({ state: 'stopped', why: null })
    const wasReady = this.now.state === 'ready'
    if (!wasReady) this.failedStarts += 1
    if (how.code === exitCodes.wrongRuntime || this.failedStarts >= startsBeforeGivingUp) {
      return this.tell({ state: 'stopped', why: describeGivenUp(how, this.told) })
    }
    if (wasReady && performance.now() - this.readyAt >= this.options.steadyAfter) this.crashes = 0
    const { delays } = this.options
    const delay = delays[Math.min(this.crashes, delays.length - 1)]
    this.crashes += 1
    this.timer = setTimeout(() => this.launch(), delay)
    this.tell({ state: 'lost', why: describeCrash(how) })
  }

  private tell(change: Pick<EngineState, 'state' | 'why'>): void {
    this.now = { ...this.now, ...change }
    for (const listener of this.listeners) listener(this.now)
  }
}

function unavailable(why: string | null, hint = 'Try again in a moment.'): TracksieveError {
  return new TracksieveError('ENGINE_UNAVAILABLE', why ?? 'The engine is not running yet.', hint, true)
}
