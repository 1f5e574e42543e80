/** A browser's way to the engine: a WebSocket to the server that the page came from, opened again and again. */
import { RPCLink } from '@orpc/client/websocket'
import { z } from 'zod'
import { type EngineState, engineStates } from '../../shared/bridge.ts'
import { answersChecked } from './answersChecked.ts'
import { Connection } from './connection.ts'
import type { ConnectionStore } from './connectionStore.ts'

const EngineStateAnswer = z.object({
  state: z.enum(engineStates),
  generation: z.number(),
  why: z.string().nullable(),
})
const retryMs = 300

export function connectThroughServer(store: ConnectionStore): void {
  const look = async () => {
    const engine = await askServer(store.getState().generation)
    if (engine.state === 'ready') return open(engine.generation)
    store.leave(engine)
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
    socket.addEventListener('close', () => {
      if (connection && store.current === connection) {
        store.leave({ state: 'lost', generation, why: 'The engine stopped. It is being restarted.' })
      }
      again()
    })
  }
  void look()
}

async function askServer(generation: number): Promise<EngineState> {
  try {
    const response = await fetch('/engine/state')
    if (response.status === 401) {
      const why = 'This page is no longer signed in. Open the address that the server printed once more.'
      return { state: 'stopped', generation, why }
    }
    return EngineStateAnswer.parse(await response.json())
  } catch {
    const why = 'The server that this page came from does not answer. Start it again with "tracksieve serve".'
    return { state: 'lost', generation, why }
  }
}

/** Starts an engine that was given up. */
export async function restartThroughServer(): Promise<void> {
  await fetch('/engine/restart', { method: 'POST' })
}
