/** The desktop's way to the engine: a MessagePort that main hands over, one for each start of the engine. */
import { RPCLink } from '@orpc/client/message-port'
import type { Bridge, PortMessage } from '../../shared/bridge.ts'
import { answersChecked } from './answersChecked.ts'
import { Connection } from './connection.ts'
import type { ConnectionStore } from './connectionStore.ts'

export function connectThroughBridge(bridge: Bridge, store: ConnectionStore): void {
  let asked = 0
  bridge.onEngineState((engine) => {
    if (engine.state !== 'ready') store.leave(engine)
    else if (asked !== engine.generation) {
      asked = engine.generation
      bridge.connect()
    }
  })
  window.addEventListener('message', (event: MessageEvent<Partial<PortMessage> | null>) => {
    const [port] = event.ports
    if (event.source !== window || event.data?.tracksieve !== 'engine-port' || !port) return
    adoptPort(port, event.data.generation ?? 0, store)
  })
}

function adoptPort(port: MessagePort, generation: number, store: ConnectionStore): void {
  // Before oRPC's own listener: its rejections must find the line already marked as lost.
  port.addEventListener('close', () => {
    if (store.current !== connection) return
    store.leave({ state: 'lost', generation, why: 'The engine stopped. It is being restarted.' })
  })
  const connection = new Connection(new RPCLink({ port, plugins: [answersChecked()] }), () => port.close())
  port.start()
  store.adopt(connection, generation)
}
