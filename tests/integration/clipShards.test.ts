/** Clips must not depend on how many threads make them, nor on the order in which these are asked. */
import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { quietWork } from '../../src/main/engine/base/work.ts'
import { createWorkers } from '../../src/main/engine/jobs/workers.ts'
import {
  type PackedScenes,
  packScenes,
  shardRanges,
  unpackScenes,
} from '../../src/main/engine/synthesis/dataset.ts'
import { drawClip } from '../../src/main/engine/synthesis/draw.ts'
import { drawSetClip } from '../../src/main/engine/synthesis/presets/presets.ts'
import { clipScene } from '../../src/main/engine/synthesis/scene.ts'
import { GenerateRecipe } from '../../src/shared/contract/clipRecipe.ts'
import { aRecipe } from '../support/clips.ts'

const indices = [0, 1, 2, 3, 4, 5, 6, 7, 17, 42, 63, 99]
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('worker threads that make clips', () => {
  const pools = [1, 2, 4].map((threads) => createWorkers(threads))
  afterAll(() => Promise.all(pools.map((pool) => pool.close())))
  const recipe = aRecipe({ view: '3d_projection', clutter: 0.3, noise: 0.1 })

  it('draw the same clips, however many there are and in whatever order', async () => {
    const alone = indices.map((index) => hashOf(drawClip(recipe, index)))
    for (const pool of pools) {
      const drawn = await Promise.all(
        [...indices]
          .reverse()
          .map((index) =>
            pool.run<Uint8Array>('draw', 'synthesis.clips', { recipe, indices: [index] }, quietWork()),
          ),
      )
      expect(drawn.reverse().map((clip) => hashOf(clip))).toEqual(alone)
    }
  })

  it.each([
    { preset: 'realistic', width: 320, height: 320, frames: 12 },
    { preset: 'transients' },
    { preset: 'tracker', width: 240, height: 135, frames: 20, noise: 0.3 },
  ])('draw and track the same of every preset: $preset', async (input) => {
    const other = GenerateRecipe.parse(input)
    const some = [0, 1, 2, 3, 9, 17]
    const alone = hashOf(Buffer.concat(some.map((index) => drawSetClip(other, index))))
    const scenes = unpackScenes(packScenes(other, 0, 20))
    for (const pool of pools) {
      const clips = await Promise.all(
        some.map((index) =>
          pool.run<Uint8Array>('draw', 'synthesis.clips', { recipe: other, indices: [index] }, quietWork()),
        ),
      )
      expect(hashOf(Buffer.concat(clips))).toBe(alone)
      const parts = await Promise.all(
        shardRanges(0, 20, 3).map((range) =>
          pool.run<PackedScenes>('draw', 'synthesis.scenes', { recipe: other, ...range }, quietWork()),
        ),
      )
      expect(parts.flatMap(unpackScenes)).toEqual(scenes)
    }
  })

  it('give the same scenes in shards of any size', async () => {
    const alone = Array.from({ length: 100 }, (_, index) => {
      const { kind, tracks } = clipScene(recipe, index)
      // Classes of paths are not sent along: they are read from the scene where they are asked for.
      return { index, kind, tracks: tracks.map(({ class: _, ...track }) => track) }
    })
    for (const [i, pool] of pools.entries()) {
      const ranges = shardRanges(0, 100, [100, 7, 33][i]!)
      const shards = await Promise.all(
        [...ranges]
          .reverse()
          .map((range) =>
            pool.run<PackedScenes>('draw', 'synthesis.scenes', { recipe, ...range }, quietWork()),
          ),
      )
      expect(shards.reverse().flatMap(unpackScenes)).toEqual(alone)
    }
  })

  it('stop when they are told to', async () => {
    const stop = new AbortController()
    const many = Array.from({ length: 400 }, (_, i) => i % 100)
    const counting = pools[0]!.run(
      'draw',
      'synthesis.brightPixels',
      { recipe, indices: many },
      {
        ...quietWork(stop.signal),
        progress: () => stop.abort(),
      },
    )
    await expect(counting).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
