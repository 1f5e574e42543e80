/** The one place where the window's parts get their engine from. */
export { engine, getState, restartEngine, subscribe } from '../engine/engineClient.ts'
