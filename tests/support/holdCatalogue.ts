/**
 * A process that opens a catalogue and does what it is told by its first argument:
 * `hold FOLDER NAME`: opens, lets go of everything that can be collected, prints "open", waits to be killed.
 * `label FOLDER`: labels track after track, printing each id when it is acknowledged.
 * `try FOLDER`: opens and closes, prints the outcome as JSON.
 * `tryAsNobody FOLDER`: the same with no rights of root, who may write anywhere.
 */
import fs from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { connect } from '../../src/main/engine/catalogue/sqlite.ts'
import { toTracksieveError } from '../../src/shared/errors.ts'
import { labels } from '../../src/shared/words.ts'

const [task, folder, holder = 'Tracksieve (child)'] = process.argv.slice(2)
const say = (line: string) => fs.writeSync(1, `${line}\n`)

async function hold(): Promise<void> {
  openCatalogue(folder!, { holder })
  setInterval(() => {}, 1000)
  for (let i = 0; i < 3; i += 1) {
    await setTimeout(5)
    globalThis.gc!()
  }
}

/** After the native part is loaded: nobody may not be allowed to read the checkout. */
function becomeNobody(): void {
  connect(':memory:', { create: true }).close()
  if (process.getuid?.() !== 0) return
  process.setgid!(65534)
  process.setuid!(65534)
}

try {
  if (task === 'hold') await hold()
  if (task === 'tryAsNobody') becomeNobody()
  if (task === 'try' || task === 'tryAsNobody') openCatalogue(folder!, { holder }).close()
  if (task !== 'label') say('open')
  else {
    const catalogue = openCatalogue(folder!, { holder })
    const ids = catalogue.tracks.ids({}, { by: 'number', descending: false })
    for (let round = 0; ; round += 1)
      for (const id of ids) {
        const label = labels[round % labels.length]!
        if (catalogue.labels.set([id], label, 'ada', 'verdict').changed > 0) say(`${id} ${label}`)
      }
  }
} catch (error) {
  say(JSON.stringify(toTracksieveError(error).body))
}
