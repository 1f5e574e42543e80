/** `tracksieve serve`: the loopback server until it is stopped. */
import path from 'node:path'
import { TracksieveError } from '../../../shared/errors.ts'
import { EngineHost } from '../engine/engineHost.ts'
import { launchNodeEngine } from '../engine/nodeEngine.ts'
import { engineEntry, rendererRoot } from '../paths.ts'
import { type LoopbackServer, startLoopbackServer } from './loopbackServer.ts'
import { whenStopped } from './whenStopped.ts'

export interface ServeOptions {
  /** Folder of the catalogue to open; absent: the person chooses in the window. */
  catalogue?: string | undefined
  /** Without a catalogue: the sample one. */
  sample?: boolean | undefined
  /** 0 = any free one. */
  port: number
  /** Told once the window can be opened. */
  onReady?(server: LoopbackServer): void
}

/**
 * Resolves when it was stopped by a signal and the catalogue is closed. Rejects, with the engine's own error, when
 * the engine can't start or refuses the catalogue; nothing is left running then.
 */
export async function serve({
  catalogue,
  sample,
  port,
  onReady = printAddress,
}: ServeOptions): Promise<void> {
  const host = new EngineHost({
    launch: launchNodeEngine({ node: process.execPath, entry: engineEntry(), holder: 'Tracksieve (server)' }),
    first: { catalogue: catalogue === undefined ? null : path.resolve(catalogue), sample: sample ?? false },
  })
  const stopped = whenStopped()
  host.start()
  let server: LoopbackServer | undefined
  try {
    const first = await Promise.race([host.ready(), stopped.then(() => 'stopped' as const)])
    if (first === 'stopped') return
    if (host.refusal) {
      const { code, message, hint, retryable } = host.refusal
      throw new TracksieveError(code, message, hint, retryable)
    }
    server = await startLoopbackServer(host, rendererRoot(), port)
    onReady(server)
    await stopped
  } finally {
    await server?.close()
    await host.stop()
  }
}

/** stdout, one line, so that a script can read it. */
const printAddress = ({ url }: LoopbackServer): void => console.log(url)
