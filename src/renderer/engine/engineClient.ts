/**
 * The engine as the window sees it. The one place that knows how they are connected.
 *
 * A call made while the first engine is on its way waits for it. Every call rejects with a TracksieveError:
 * ENGINE_UNAVAILABLE at once when an engine is gone or dies during the call, CANCELLED when its signal aborts, else
 * the engine's own code, message and hint.
 */
import { createORPCClient } from '@orpc/client'
import type { EngineClient } from '../../shared/contract/index.ts'
import { connectThroughBridge } from './bridgeConnection.ts'
import { type ConnectionState, ConnectionStore } from './connectionStore.ts'
import { guardedLink } from './guardedLink.ts'
import { connectThroughServer, restartThroughServer } from './serverConnection.ts'

export type { ConnectionState } from './connectionStore.ts'

const store = new ConnectionStore()
const bridge = window.tracksieve

export const engine: EngineClient = createORPCClient(guardedLink(store))

/** Calls the listener on every change of {@link getState}; returns how to end that. Fit for useSyncExternalStore. */
export const subscribe: (listener: () => void) => () => void = store.subscribe
export const getState: () => ConnectionState = store.getState

/** Starts an engine that was given up (state `stopped`). */
export function restartEngine(): void {
  if (bridge) bridge.restartEngine()
  else void restartThroughServer()
}

if (bridge) connectThroughBridge(bridge, store)
else connectThroughServer(store)
