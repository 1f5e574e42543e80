/** Makes the engine of this process and serves it to the host until one of them ends. */
import { RPCHandler } from '@orpc/server/message-port'
import { toTracksieveError } from '../../../shared/errors.ts'
import { createEngine, type Engine } from '../../engine/createEngine.ts'
import { createRouter } from '../../engine/router.ts'
import { homeFolder } from '../../engine/workspace/home.ts'
import { type EngineEnd, engineEnd } from './engineEnd.ts'
import { openFirst } from './openFirst.ts'
import { exitCodes } from './runningEngine.ts'

const closeWithinMs = 8000

export async function runEngine(): Promise<void> {
  const end = engineEnd()
  if (!end) {
    console.error(
      'The engine is started by Tracksieve, not by hand: use "tracksieve open" or "tracksieve serve".',
    )
    process.exit(exitCodes.wrongRuntime)
  }
  // Ctrl+C reaches every process of the terminal; the host decides when the engine stops.
  process.on('SIGINT', () => {})
  try {
    const engine = await createEngine({
      home: homeFolder(),
      holder: process.env.TRACKSIEVE_HOLDER ?? 'Tracksieve',
    })
    await serve(engine, end)
  } catch (thrown) {
    const error = toTracksieveError(thrown)
    console.error(error.cause ?? error)
    await end.postLast({ kind: 'failed', error: error.body })
    process.exit(exitCodes.startFailed)
  }
}

async function serve(engine: Engine, end: EngineEnd): Promise<void> {
  let catalogue: string | null = null
  const tellCatalogue = () => {
    const folder = engine.faces.workspace.routes.current()?.folder ?? null
    if (folder === catalogue) return
    catalogue = folder
    end.post({ kind: 'catalogue', folder })
  }
  const handler = new RPCHandler(createRouter(engine), {
    clientInterceptors: [
      async ({ next, path }) => {
        try {
          return await next()
        } finally {
          if (path[0] === 'catalogue') tellCatalogue()
        }
      },
    ],
  })
  const stop = stopper(engine)
  process.on('SIGTERM', stop)
  process.on('SIGHUP', stop)
  end.serve({
    accept: (port) => handler.upgrade(port, { context: {} }),
    media: ({ id, method, range }, signal) => engine.media(id, { method, range, signal }),
    stop,
  })
  const refused = await openFirst(engine)
  tellCatalogue()
  end.post({ kind: 'ready', refused })
}

/** Closes the catalogue once, however often it is asked, and ends the process. */
function stopper(engine: Engine): () => void {
  let stopping = false
  return () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), closeWithinMs).unref()
    engine.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
}
