/**
 * From the start of the built product to its first track on the screen, and the demo from beginning to end.
 *
 *   xvfb-run -a node_modules/.bin/node bench/start.ts     (npm run build first; TRACKSIEVE_OUT names another build)
 *
 * Rows: the sample catalogue is made anew / is there already, in Chromium (server, browser and page are started) and in
 * Electron; then `tracksieve demo`. Limits are those of the product: 3 s for the window, 90 s for the demo.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { type AppKind, appKinds, builtFolder, openApp } from '../tests/support/app.ts'
import { temporaryFolder } from '../tests/support/catalogue.ts'

interface Row {
  name: string
  seconds: number
  limit: number
}

async function windowSeconds(kind: AppKind, home: string): Promise<number> {
  const from = performance.now()
  const app = await openApp(kind, { home, sample: true })
  await app.page.getByText(/^\d+ tracks$/).waitFor()
  const seconds = (performance.now() - from) / 1000
  await app.close()
  return seconds
}

function demoSeconds(): number {
  const folder = temporaryFolder()
  const from = performance.now()
  const cli = path.join(builtFolder(), 'main', 'cli.js')
  const { status } = spawnSync(process.execPath, [cli, 'demo', path.join(folder.folder, 'demo')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, TRACKSIEVE_HOME: folder.folder },
  })
  const seconds = (performance.now() - from) / 1000
  folder.remove()
  if (status !== 0) throw new Error(`the demo ended with ${status}`)
  return seconds
}

const rows: Row[] = []
for (const kind of appKinds) {
  const home = temporaryFolder()
  rows.push({
    name: `${kind}: first window, sample made`,
    seconds: await windowSeconds(kind, home.folder),
    limit: 3,
  })
  for (let round = 1; round <= 3; round += 1)
    rows.push({
      name: `${kind}: first window, sample there`,
      seconds: await windowSeconds(kind, home.folder),
      limit: 3,
    })
  home.remove()
}
rows.push({ name: 'demo', seconds: demoSeconds(), limit: 90 })

console.log('what'.padEnd(40) + 'seconds'.padStart(10) + 'limit'.padStart(8) + 'ratio'.padStart(8))
for (const { name, seconds, limit } of rows)
  console.log(
    name.padEnd(40) +
      seconds.toFixed(2).padStart(10) +
      String(limit).padStart(8) +
      (seconds / limit).toFixed(2).padStart(8),
  )
