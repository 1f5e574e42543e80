/** A browser's way to the engine: a WebSocket to the server that the page came from, opened again and again. */
import { RPCLink } from '@orpc/client/websocket'
import { z } from 'zod'
import { engineStates } from '../../shared/bridge.ts'
import { answersChecked } from './answersChecked.ts'
import { Connection } from './connection.ts'
import type { ConnectionState, ConnectionStore } from './connectionStore.ts'

/** The server's own count of the engine's starts is left out: a line can break while the engine goes on. */
const EngineStateAnswer = z.object({ state: z.enum(engineStates), why: z.string().nullable() })
const retryMs = 300
/** The server's own close code. */
const engineEnded = 4001

export function connectThroughServer(store: ConnectionStore): void {
  const look = async () => {
    const { generation } = store.getState()
    const engine = await askServer()
    if (engine.state === 'ready') return open(generation + 1)
    store.leave({ ...engine, generation })
    again()
  }
  const again = () => void setTimeout(() => void look(), retryMs)

  const open = (generation: number) => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/engine`)
    let connection: Connection | undefined
    socket.addEventListener('open', () => {
      connection = new Connection(new RPCLink({ websocket: socket, plugins: [answersChecked()] }), () =>
        socket.close(),
      )
      store.adopt(connection, generation)
    })
    socket.addEventListener('close', ({ code }) => {
      if (connection && store.current === connection) {
        const what = code === engineEnded ? 'The engine stopped.' : 'The connection was interrupted.'
        store.leave({ state: 'lost', generation, why: `${what} It is being restarted.` })
      }
      again()
    })
  }
  void look()
}

async function askServer(): Promise<Omit<ConnectionState, 'generation'>> {
  try {
    const response = await fetch('/engine/state')
    if (response.status === 401) {
      const why = 'This page is no longer signed in. Open the address that the server printed once more.'
      return { state: 'gone', why }
    }
    return EngineStateAnswer.parse(await response.json())
  } catch {
    const why = 'The server that this page came from does not answer. Start it again with "tracksieve serve".'
    return { state: 'gone', why }
  }
}

/** Starts an engine that was given up. */
export async function restartThroughServer(): Promise<void> {
  // Without a server the state says so by itself.
  await fetch('/engine/restart', { method: 'POST' }).catch(() => {})
}
