import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCatalogue, openCatalogue } from '../../src/main/engine/catalogue/open.ts'
import { createRandom } from '../../src/main/engine/base/random.ts'
import { type Label, labels } from '../../src/shared/words.ts'
import { connect, engineChild } from '../support/engineChild.ts'

const kills = 50
const tracks = 200
let home: string
let folder: string

beforeAll(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-kill-'))
  folder = path.join(home, 'labels.tracksieve')
  const catalogue = createCatalogue(folder, { holder: 'test' })
  const source = catalogue.sources.add({ name: 'made', kind: 'imported', detail: '{}' })
  const video = catalogue.videos.add({
    source,
    name: 'video',
    media: 'none',
    width: 640,
    height: 480,
    frames: 100,
    fps: 10,
    clipKind: null,
    clipIndex: null,
    film: null,
  })
  catalogue.tracks.addMany(
    Array.from({ length: tracks }, (_, i) => ({
      video,
      source,
      number: i + 1,
      detections: Float32Array.of(i % 100, 10, 10, 20, 40, 0.5),
      truth: null,
      label: null,
    })),
    'test',
    'import',
  )
  catalogue.close()
})
afterAll(() => fs.rmSync(home, { recursive: true, force: true }))

describe('an engine that is killed while labels are written', () => {
  it(`keeps every acknowledged label, ${kills} times`, { timeout: 240_000 }, async () => {
    const random = createRandom(7)
    const acknowledged = new Map<number, Label>()
    /** Sent, but not answered when the engine died: stored or not, both are right. */
    const unanswered = new Map<number, Set<Label>>()
    let answers = 0
    const host = engineChild(folder, home)
    host.start()
    for (let kill = 0; kill < kills; kill += 1) {
      await host.ready()
      expect(host.refusal).toBeNull()
      const line = connect(host)
      const { pid } = await line.client.engine.info()
      setTimeout(() => process.kill(pid, 'SIGKILL'), 5 + random.uniform() * 60)
      try {
        while (true) {
          const track = 1 + Math.floor(random.uniform() * tracks)
          const label = labels[Math.floor(random.uniform() * labels.length)]!
          unanswered.set(track, (unanswered.get(track) ?? new Set()).add(label))
          await Promise.race([line.client.labels.set({ tracks: [track], label }), line.lost])
          acknowledged.set(track, label)
          unanswered.delete(track)
          answers += 1
        }
      } catch {
        line.close()
      }
      await goneAndBack(host, kill + 2)
    }
    await host.stop()

    const catalogue = openCatalogue(folder, { holder: 'test' })
    try {
      const lost: string[] = []
      for (const [track, label] of acknowledged) {
        const stored = catalogue.tracks.get(track)!.label
        if (stored !== label && !(stored && unanswered.get(track)?.has(stored)))
          lost.push(`${track}: ${label}, stored ${stored}`)
        const history = catalogue.labels.history(track)
        expect(history.length, `track ${track} has no history`).toBeGreaterThan(0)
      }
      expect(lost).toEqual([])
      expect(answers).toBeGreaterThan(kills)
      expect(catalogue.labels.recent(500).length).toBeGreaterThan(kills)
    } finally {
      catalogue.close()
    }
  })
})

function goneAndBack(host: ReturnType<typeof engineChild>, generation: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (host.state.generation < generation) return
      end()
      resolve()
    }
    const end = host.onState(look)
    look()
  })
}
