/** A real engine process under a real host, run from the sources, and the window's client to it. */
import { EventEmitter } from 'node:events'
import path from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { EngineHost, type EngineHostOptions } from '../../src/main/hosts/engine/engineHost.ts'
import { launchNodeEngine } from '../../src/main/hosts/engine/nodeEngine.ts'
import type { WindowPort } from '../../src/main/hosts/engine/windowPort.ts'
import { answersChecked } from '../../src/renderer/engine/answersChecked.ts'
import { Connection } from '../../src/renderer/engine/connection.ts'
import { ConnectionStore } from '../../src/renderer/engine/connectionStore.ts'
import { guardedLink } from '../../src/renderer/engine/guardedLink.ts'
import type { EngineState } from '../../src/shared/bridge.ts'
import type { EngineClient } from '../../src/shared/contract/index.ts'

const root = path.resolve(import.meta.dirname, '../..')
const engineSource = path.join(root, 'src/main/engineProcess.ts')

export interface HostUnderTest extends Partial<EngineHostOptions> {
  /** The engine's script; the product's own unless given. */
  entry?: string
  node?: string
}

export function createHost({
  entry = engineSource,
  node = process.execPath,
  ...options
}: HostUnderTest = {}): EngineHost {
  const launch = launchNodeEngine({ node, entry, holder: 'Tracksieve (test)' })
  return new EngineHost({ launch, delays: [20], ...options })
}

/** Resolves with the next state of that name. */
export function nextState(host: EngineHost, wanted: EngineState['state']): Promise<EngineState> {
  return new Promise((resolve) => {
    const end = host.onState((state) => {
      if (state.state !== wanted) return
      end()
      resolve(state)
    })
  })
}

/** One window: a client over an in-memory port. */
export function openWindow(host: EngineHost): {
  engine: EngineClient
  store: ConnectionStore
  close(): void
} {
  const [ours, theirs] = portPair()
  const store = new ConnectionStore()
  ours.on('close', () =>
    store.leave({ state: 'lost', generation: host.state.generation, why: 'The engine stopped.' }),
  )
  const link = new RPCLink({ port: ours, plugins: [answersChecked()] })
  store.adopt(new Connection(link, () => {}), host.state.generation)
  host.connect(theirs)
  return { engine: createORPCClient(guardedLink(store)), store, close: () => ours.close() }
}

class PairedPort extends EventEmitter {
  peer: PairedPort | undefined

  postMessage(data: string): void {
    const { peer } = this
    setImmediate(() => peer?.emit('message', { data }))
  }

  start(): void {}

  /** As with real ports, only the other end hears of it. */
  close(): void {
    const { peer } = this
    this.peer = undefined
    if (peer) setImmediate(() => peer.emit('close'))
  }
}

function portPair(): [PairedPort, WindowPort] {
  const [a, b] = [new PairedPort(), new PairedPort()]
  a.peer = b
  b.peer = a
  return [a, b]
}
