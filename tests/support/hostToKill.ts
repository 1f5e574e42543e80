/** A host process to be killed by a test: prints the pid of its engine, then waits. */
import { createHost, openWindow } from './engineHost.ts'

const host = createHost()
host.start()
await host.ready()
console.log((await openWindow(host).engine.engine.info()).pid)
