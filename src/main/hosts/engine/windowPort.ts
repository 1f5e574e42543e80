/** One window's end of a line, as hosts pass it on. Electron's MessagePortMain is one as it stands. */
export interface WindowPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(data: string): void
  start(): void
  close(): void
}
