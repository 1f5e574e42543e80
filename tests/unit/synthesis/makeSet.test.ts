import { describe, expect, it } from 'vitest'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { packScenes } from '../../../src/main/engine/synthesis/dataset.ts'
import {
  type ComputeScenes,
  type LabelledClip,
  makeSet,
  type SetStore,
} from '../../../src/main/engine/synthesis/makeSet.ts'
import { type ClipKind, clipKinds } from '../../../src/shared/words.ts'
import { aRecipe } from '../../support/clips.ts'

const compute: ComputeScenes = async (recipe, from, to) => packScenes(recipe, from, to)

/** Refuses what would make it more than `most` clips; removes nothing, like an engine that was killed. */
const memory = (clips: LabelledClip[], most: number, remove = () => {}): SetStore => ({
  begun: {
    clips: clips.length,
    tracks: clips.reduce((sum, { tracks }) => sum + tracks.length, 0),
    kinds: Object.fromEntries(
      clipKinds.map((kind) => [kind, clips.filter((clip) => clip.kind === kind).length]),
    ) as Record<ClipKind, number>,
  },
  add(more) {
    if (clips.length + more.length > most) throw new Error('full')
    clips.push(...more)
  },
  remove,
})

describe('making a set', () => {
  it('goes on where it was ended, also with the tracks that stay without a label', async () => {
    const recipe = aRecipe({ count: 700, clutter: 0.3 })
    const whole: LabelledClip[] = []
    const counts = await makeSet(recipe, 50, compute, memory(whole, 700), quietWork())
    const ended: LabelledClip[] = []
    await expect(makeSet(recipe, 50, compute, memory(ended, 300), quietWork())).rejects.toThrow('full')
    expect(ended.length).toBe(300)
    expect(await makeSet(recipe, 50, compute, memory(ended, 700), quietWork())).toEqual(counts)
    expect(ended).toEqual(whole)
  })

  it('tells what went wrong first, even when what it wrote cannot be removed', async () => {
    const store = memory([], 100, () => {
      throw new Error('cannot remove either')
    })
    await expect(makeSet(aRecipe({ count: 300 }), 0, compute, store, quietWork())).rejects.toThrow('full')
  })
})
