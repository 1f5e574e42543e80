/** An engine that lives, but never gets ready, and is deaf to everything. */
import fs from 'node:fs'

fs.appendFileSync(process.env.BROKEN_ENGINE_STARTS, '.')
process.on('message', () => {})
setInterval(() => {}, 1000)
