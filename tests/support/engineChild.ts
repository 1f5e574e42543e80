/** A real engine process under this Node, from the sources, and a client of it. */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { EngineHost } from '../../src/main/hosts/engine/engineHost.ts'
import { launchNodeEngine } from '../../src/main/hosts/engine/nodeEngine.ts'
import type { WindowPort } from '../../src/main/hosts/engine/windowPort.ts'
import type { EngineClient } from '../../src/shared/contract/index.ts'

const entry = path.join(import.meta.dirname, '..', '..', 'src', 'main', 'engineProcess.ts')

export function engineChild(catalogue: string | null, home: string): EngineHost {
  process.env.TRACKSIEVE_HOME = home
  return new EngineHost({
    launch: launchNodeEngine({ node: process.execPath, entry, holder: `test ${randomUUID().slice(0, 8)}` }),
    first: { catalogue },
    delays: [0],
  })
}

export interface Line {
  client: EngineClient
  /** Rejects when the engine has gone; calls in flight never answer then. */
  lost: Promise<never>
  close(): void
}

/** A window's line: oRPC on one end of a channel, the host on the other. */
export function connect(host: EngineHost): Line {
  const { port1, port2 } = new MessageChannel()
  let lose: (error: Error) => void = () => {}
  const lost = new Promise<never>((_resolve, reject) => {
    lose = reject
  })
  lost.catch(() => {})
  port1.addEventListener('close', () => lose(new Error('the engine has gone')))
  const client: EngineClient = createORPCClient(new RPCLink({ port: port1 }))
  port1.start()
  host.connect(asWindowPort(port2))
  return { client, lost, close: () => port1.close() }
}

const asWindowPort = (port: MessagePort): WindowPort => ({
  on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
    port.addEventListener(event, (received) => listener({ data: (received as MessageEvent).data }))
  },
  postMessage: (data) => port.postMessage(data),
  start: () => port.start(),
  close: () => port.close(),
})
