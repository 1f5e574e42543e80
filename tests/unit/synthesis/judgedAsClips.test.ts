import { describe, expect, it } from 'vitest'
import { presets } from '../../../src/shared/contract/clipRecipe.ts'
import { judgedAsClips } from '../../../src/main/engine/synthesis/detail.ts'

describe('a clip is one answer', () => {
  it('in the published sets, but not where it is a scene of many tracks', () => {
    const one = presets.filter((preset) => judgedAsClips(JSON.stringify({ recipe: { preset } })))
    expect(one).toEqual(['classic', 'quick', 'transients'])
  })

  it('in clips that came from files', () => {
    expect(judgedAsClips(JSON.stringify({ files: ['videos.npy'] }))).toBe(true)
  })
})
