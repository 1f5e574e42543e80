import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { trivialRules } from '../../src/main/engine/synthesis/trivialRules.ts'
import { GenerateRecipe } from '../../src/shared/contract/clipRecipe.ts'
import { temporaryCatalogue } from '../support/catalogue.ts'
import { aRecipe, clipEngine } from '../support/clips.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function reportOn(recipe: GenerateRecipe) {
  const { catalogue, remove } = temporaryCatalogue()
  const { face, jobs, close } = clipEngine(catalogue)
  closing.push(close, remove)
  const source = Number((await jobs.finished(face.start({ recipe }).job)).result['source'])
  return { report: await face.report({ source }), rules: await face.rules(recipe), catalogue, source }
}

describe('the report on a set', () => {
  it('tells what is in it, and that the published kind is trivial', async () => {
    const { report, rules, catalogue, source } = await reportOn(aRecipe({ clutter: 0.2 }))
    expect(report).toMatchObject({
      clips: 100,
      kinds: { persistent: 40, brief: 40, noise: 10, mixed: 10 },
      truths: { persistent: 50, noise: 80 },
      positive: 0.5,
      duplicates: 0,
      emptyClips: 0,
      outside: 0,
      drawn: 100,
      frames: 2500,
    })
    expect(report.tracks).toBe(catalogue.tracks.count())
    // Brief clips are empty but for a few frames.
    expect(report.emptyFrames).toBeGreaterThan(40 * 16)
    const by = Object.fromEntries(report.rules.map((rule) => [rule.rule, rule]))
    expect(by['bright pixels']).toMatchObject({
      unit: 'clip',
      n: 100,
      accuracy: 1,
      balanced: 1,
      majority: 0.5,
    })
    expect(by['duration']!.accuracy).toBeGreaterThan(0.95)
    expect(report.samples.map(({ kind }) => kind).slice(0, 4)).toEqual([
      'persistent',
      'persistent',
      'persistent',
      'brief',
    ])
    expect(catalogue.videos.get(report.samples[0]!.video)!.source).toBe(source)
    // Before it was made the dialog was told the same.
    expect(rules).toEqual(report.rules)
  })

  it('tells how far it is while it is being made, and nothing afterwards', async () => {
    const { catalogue, remove } = temporaryCatalogue()
    const { face, jobs, close } = clipEngine(catalogue)
    closing.push(close, remove)
    const source = Number(
      (await jobs.finished(face.start({ recipe: aRecipe({ clutter: 0 }) }).job)).result['source'],
    )
    const told = new Set<string>()
    let made = false
    const report = face.report({ source }).finally(() => (made = true))
    while (!made) {
      const progress = face.reportProgress({ source })
      if (progress) told.add(`${progress.phase} of ${progress.total} ${progress.unit}`)
      await setImmediate()
    }
    expect((await report).clips).toBe(100)
    expect([...told].sort()).toEqual(['Counting boxes of 100 clips', 'Looking at clips of 100 clips'])
    expect(face.reportProgress({ source })).toBeNull()
  })

  it('counts what leaves the picture and what is there twice', async () => {
    const stays = aRecipe({ kinds: { persistent: 0, brief: 0, noise: 8, mixed: 0 }, clutter: 0 })
    const still = { shape: 'circle' as const, size: 0.02, grey: 200, appears: 0, vanishes: null }
    const { report } = await reportOn({ ...stays, objects: [{ ...still, position: [0.5, 0.5, 0.5] }] })
    expect(report).toMatchObject({ duplicates: 7, outside: 0, emptyFrames: 0, positive: 0 })
    const leaving = [
      [0.9, 0.5, 0],
      [1.2, 0.5, 0],
    ] satisfies [number, number, number][]
    const other = await reportOn({ ...stays, objects: [{ ...still, path: leaving }] })
    expect(other.report.outside).toBe(8)
    expect(other.report.emptyFrames).toBe(8 * 24)
  })

  it('draws no more of large scenes than it must', async () => {
    const recipe = GenerateRecipe.parse({ preset: 'realistic', count: 30, width: 640, height: 360 })
    const { report } = await reportOn(recipe)
    expect(report.clips).toBe(60)
    expect(report.drawn).toBeLessThanOrEqual(60)
    expect(report.rules.find(({ rule }) => rule === 'duration')!.accuracy).toBe(1)
  })
})

describe('a trivial rule', () => {
  it('is as good as its best threshold, and is not fooled by unequal classes', () => {
    const track = (boxes: number, real: boolean) => ({
      truth: real ? ('persistent' as const) : ('noise' as const),
      boxes,
      score: null,
    })
    const tracks = [track(1, false), track(9, true), track(8, true), track(2, true), track(3, true)]
    expect(trivialRules(tracks, [])).toEqual([
      { rule: 'duration', unit: 'track', n: 5, threshold: 1.5, accuracy: 1, balanced: 1, majority: 0.8 },
    ])
    const same = [track(5, true), track(5, true), track(5, true), track(5, false)]
    expect(trivialRules(same, [])[0]).toMatchObject({ accuracy: 0.75, balanced: 0.5, majority: 0.75 })
  })
})
