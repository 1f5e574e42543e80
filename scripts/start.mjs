/** `npm start`: the window on a sample catalogue, from a bare checkout. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, endWithParent, root, underOwnNode } from './bootstrap.mjs'
import { fetchElectron } from './fetchElectron.mjs'

endWithParent()
await underOwnNode(import.meta.url)
build()
await fetchElectron()
const cli = path.join(root, 'out', 'main', 'cli.js')
process.argv = [process.argv[0], cli, 'open', '--sample', ...process.argv.slice(2)]
await import(pathToFileURL(cli).href)
