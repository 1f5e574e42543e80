import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCatalogue, openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { addTracks, holder, temporaryFolder } from '../support/catalogue.ts'

const kills = 12
const script = path.resolve('tests/support/holdCatalogue.ts')

describe('a process killed while it writes labels', () => {
  let folder: string
  let remove: () => void
  beforeEach(() => {
    const temporary = temporaryFolder()
    folder = path.join(temporary.folder, 'killed.tracksieve')
    remove = temporary.remove
    const catalogue = createCatalogue(folder, holder)
    addTracks(catalogue, 200)
    catalogue.close()
  })
  afterEach(() => remove())

  /** Lines that the process printed until it was killed: "TRACK LABEL", each after the label was acknowledged. */
  async function labelUntilKilled(milliseconds: number): Promise<string[]> {
    const child = spawn(process.execPath, [script, 'label', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    await once(child.stdout, 'data')
    await setTimeout(milliseconds)
    child.kill('SIGKILL')
    await once(child, 'close')
    // A line cut off by the kill was not read by anyone.
    return output.split('\n').slice(0, -1)
  }

  it(`loses none that was acknowledged, ${kills} times in a row`, async () => {
    let acknowledged = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const lines = await labelUntilKilled(5 + kill * 13)
      const told = lines.map((line) => line.split(' ')).filter(([id]) => /^\d+$/.test(id ?? ''))
      const catalogue = openCatalogue(folder, holder)
      const before = acknowledged
      acknowledged += told.length
      // At most one label can have been written but not told: the one at work when the kill came.
      const written = catalogue.labels.recent(100_000).length
      expect(written - before - told.length).toBeGreaterThanOrEqual(0)
      expect(written - before - told.length).toBeLessThanOrEqual(1)
      acknowledged = written
      const latest = catalogue.labels.recent(told.length + 1).map(({ track, to }) => `${track} ${to}`)
      for (const [id, label] of told) expect(latest).toContain(`${id} ${label}`)
      catalogue.close()
    }
    expect(acknowledged).toBeGreaterThan(kills)
  })
})
