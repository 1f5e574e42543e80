/** An engine that ends before it is ready, with the exit code that its environment names. */
import fs from 'node:fs'

fs.appendFileSync(process.env.BROKEN_ENGINE_STARTS, '.')
console.error('the native module could not be loaded')
process.exit(Number(process.env.BROKEN_ENGINE_EXIT))
