/** The bytes that every machine must give. They may only change together with the generator's version. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type PackedScenes, packScenes } from '../../../src/main/engine/synthesis/dataset.ts'
import { drawClip } from '../../../src/main/engine/synthesis/draw.ts'
import { drawSetClip } from '../../../src/main/engine/synthesis/presets/presets.ts'
import { generatorVersion } from '../../../src/main/engine/synthesis/recipe.ts'
import type { z } from 'zod'
import { type ClassicRecipe, GenerateRecipe, mixes } from '../../../src/shared/contract/clipRecipe.ts'
import { aRecipe } from '../../support/clips.ts'

const indices = [0, 1, 2, 3, 4, 5, 6, 7, 17, 42, 63, 99]
const sets: Record<string, z.input<typeof ClassicRecipe>> = {
  'classic xy': { preset: 'classic' },
  'classic xy, noise 0.1': { preset: 'classic', noise: 0.1 },
  'classic xz, seed 7': { preset: 'classic', view: 'xz', seed: 7 },
  'classic yz, clutter 1': { preset: 'classic', view: 'yz', clutter: 1 },
  'classic 3-D': { preset: 'classic', view: '3d_projection', clutter: 0.2 },
  'classic 3-D, noise 1': { preset: 'classic', view: '3d_projection', noise: 1 },
  'classic 3-D re-fitted': { preset: 'classic', view: '3d_refit', clutter: 0.2 },
  'quick xy': { preset: 'quick' },
  'quick 3-D, noise 0.05': { preset: 'quick', view: '3d_projection', noise: 0.05 },
  'quick 50 frames of 64': { preset: 'quick', frames: 50, size: 64 },
  'quick 4 frames of 33, noise 0.5': { preset: 'quick', frames: 4, size: 33, noise: 0.5 },
}

/** Of the other presets and of every option beyond the first version's. */
const others: Record<string, z.input<typeof GenerateRecipe>> = {
  'all views, trail over, wide': {
    preset: 'quick',
    view: 'all',
    trail: 'over',
    width: 60,
    size: 40,
    lineWidth: 5,
  },
  'heavy mix, two families': { preset: 'quick', ...mixes.heavy, families: ['loop', 'sine'], pointSize: 90 },
  'named clutter': {
    preset: 'quick',
    objects: [
      { shape: 'star', path: 'orbit' },
      { position: [0.2, 0.3, 0.4], vanishes: 9, grey: 200 },
    ],
  },
  realistic: { preset: 'realistic', width: 640, height: 360 },
  'realistic, one camera': {
    preset: 'realistic',
    cameras: 1,
    width: 320,
    height: 320,
    frames: 20,
    jitter: 2,
  },
  transients: { preset: 'transients' },
}
const otherHashes: Record<string, string> = {
  'all views, trail over, wide': '28acf561f72d89a82cccb8b915db0ce6',
  'heavy mix, two families': 'dca085845eaa8e8fcfa07a490ec31fc7',
  'named clutter': 'ea75ff7adc1b44ef19a5aec298ff05ca',
  realistic: '681a86db0bb7ebcb2d0cfd4cd62e70af',
  'realistic, one camera': '79b92ce5d01cabfe1292e30aab806909',
  transients: '97df793d30896dc04578fdd2a595b091',
}

const pixels: Record<string, string> = {
  'classic xy': 'f044ee72957f1e3c34b9283a859468ab',
  'classic xy, noise 0.1': '6e9502db85659212e526a33c023d2783',
  'classic xz, seed 7': '9a8c6d07e8fe363f60eacd5cb5411474',
  'classic yz, clutter 1': '47ca78e5c7c79dff0d7218cb348b043d',
  'classic 3-D': 'a29986bc6f7a6eb2d58c00319122264e',
  'classic 3-D, noise 1': 'dfd612a0befb3568088eec0583997866',
  'classic 3-D re-fitted': '970cf3b07719e036a50d1670cdbfb2e3',
  'quick xy': 'e953731f89683a3ba2bfe8dfd112d46b',
  'quick 3-D, noise 0.05': 'a89e171ce63d240e33358b4ecd59db7a',
  'quick 50 frames of 64': 'e1e301e215eeede2a3efe3aa7f078cf9',
  'quick 4 frames of 33, noise 0.5': '2021e86968ba2b05d9475213b17479ac',
}

const tracks: Record<string, string> = {
  'classic xy': 'a1b49a0678100e9ccd2c8269cfee2df3',
  'classic xy, noise 0.1': 'a1b49a0678100e9ccd2c8269cfee2df3',
  'classic xz, seed 7': '324648c05862194fa134d02351c8d8f5',
  'classic yz, clutter 1': 'd5ec4d090cabbbdf3a71414ff43b27b1',
  'classic 3-D': 'a99e60ae5c60d8fb1958b84a495ed17c',
  'classic 3-D, noise 1': 'c8abbd4505aab701a437f4a635bf6cd6',
  'classic 3-D re-fitted': '994f734814535b880bea0d6963a36162',
  'quick xy': '92e367f6e97f68d9f0668a5e9caa5925',
  'quick 3-D, noise 0.05': 'e7d3836bc33c9a241e5d34d87854bc56',
  'quick 50 frames of 64': '701995d31ff0c22a3ebce5b260c0b718',
  'quick 4 frames of 33, noise 0.5': 'ea49146ae6cc2793e8d716dd6fd61e41',
}

const hashOf = (...parts: (Uint8Array | string)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex').slice(0, 32)
}
const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength)
const packed = ({ kinds, trackCounts, truths, boxCounts, boxes }: PackedScenes): string =>
  hashOf(kinds, bytes(trackCounts), truths, bytes(boxCounts), bytes(boxes))

describe(`generator version ${generatorVersion}`, () => {
  it('is the one whose bytes are written down here', () => {
    expect(generatorVersion).toBe(1)
  })

  it.each(Object.keys(sets))('draws the clips it always drew: %s', (name) => {
    const recipe = aRecipe(sets[name])
    expect(hashOf(...indices.map((index) => drawClip(recipe, index)))).toBe(pixels[name])
  })

  it.each(Object.keys(others))('draws and tracks what it always did: %s', (name) => {
    const recipe = GenerateRecipe.parse(others[name])
    const clips = [0, 1, 2, 3, 4, 5, 17, 42].map((index) => drawSetClip(recipe, index))
    expect(hashOf(...clips, packed(packScenes(recipe, 0, 50)))).toBe(otherHashes[name])
  })

  it.each(Object.keys(sets))('gives the tracks it always gave: %s', (name) => {
    expect(packed(packScenes(aRecipe(sets[name]), 0, 100))).toBe(tracks[name])
  })
})
