/** What the preload hands the desktop's window as `window.tracksieve`. Absent in a browser. */

/** `stopped` is final until a restart is asked for; `lost` and `starting` end by themselves. */
export const engineStates = ['starting', 'ready', 'lost', 'stopped'] as const

export interface EngineState {
  state: (typeof engineStates)[number]
  /** Counts the starts of the engine; what was learned from an earlier generation may be stale. */
  generation: number
  /** Why it is not running, in the user's words. */
  why: string | null
}

export interface PickOptions {
  title: string
  /** Extensions without a dot, e.g. { name: 'Films', extensions: ['mp4', 'avi'] }. */
  filters?: { name: string; extensions: string[] }[]
  multiple?: boolean
}

export interface Bridge {
  /** Tells the listener the engine's state now and whenever it changes. */
  onEngineState(listener: (state: EngineState) => void): void
  /** Asks for a port to the engine; it arrives as a window message {@link PortMessage}. */
  connect(): void
  /** Starts an engine that was given up. */
  restartEngine(): void
  /** Paths chosen in the system's own dialog; [] = cancelled. */
  pickFiles(options: PickOptions): Promise<string[]>
  /** null = cancelled. */
  pickFolder(title: string): Promise<string | null>
  /** Path of a dropped file or folder; '' = it is not on disk. */
  pathOf(file: File): string
  showInFolder(path: string): void
  /** Opens a comparison's page in the system's browser; nothing else is opened. */
  openReport(path: string): void
  setTitle(title: string): void
  /** Another start of the app (or the system) wants this catalogue opened. */
  onOpenCatalogue(listener: (folder: string) => void): void
}

/** Carries a MessagePort from the preload to the page, which a function of the bridge can't. */
export interface PortMessage {
  tracksieve: 'engine-port'
  generation: number
}

declare global {
  interface Window {
    readonly tracksieve?: Bridge
  }
}
