/** The state of the line to the engine, for anyone to watch, and the line itself. */
import type { EngineState } from '../../shared/bridge.ts'
import type { Connection } from './connection.ts'

/**
 * `connecting`: nothing is known yet. `gone`: the server that the page came from does not answer, or no longer knows
 * the page. The rest is the engine's own state, seen from the window.
 */
export interface ConnectionState {
  state: 'connecting' | 'gone' | EngineState['state']
  /** Counts the lines to an engine; what was asked on an earlier one has to be asked again. */
  generation: number
  why: string | null
}

export class ConnectionStore {
  private state: ConnectionState = { state: 'connecting', generation: 0, why: null }
  private line: Connection | undefined
  private connected = false
  private readonly listeners = new Set<() => void>()

  readonly getState = (): ConnectionState => this.state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get current(): Connection | undefined {
    return this.line
  }

  /** Is the first engine still on its way? A window is drawn before it is there. */
  private get coming(): boolean {
    return !this.connected && (this.state.state === 'connecting' || this.state.state === 'starting')
  }

  /** Settles once there is a line, or it is known why there is none. */
  async untilKnown(signal?: AbortSignal): Promise<void> {
    if (!this.coming || signal?.aborted) return
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        if (this.coming && !signal?.aborted) return
        end()
        signal?.removeEventListener('abort', settle)
        resolve()
      }
      const end = this.subscribe(settle)
      signal?.addEventListener('abort', settle)
    })
  }

  adopt(connection: Connection, generation: number): void {
    this.connected = true
    this.line?.lose('The connection to the engine was replaced.')
    this.line = connection
    this.tell({ state: 'ready', generation, why: null })
  }

  /** There is no line (any more), and this is why. */
  leave(state: ConnectionState): void {
    const line = this.line
    this.line = undefined
    // First the state: whoever is refused by the lost line reads it.
    this.tell(state)
    line?.lose(state.why ?? 'The engine is not running.')
  }

  private tell(state: ConnectionState): void {
    const { state: name, generation, why } = this.state
    if (name === state.state && generation === state.generation && why === state.why) return
    this.state = state
    for (const listener of this.listeners) listener()
  }
}
