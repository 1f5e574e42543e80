/** Which preset a training takes where nobody chose one. */
import { describe, expect, it } from 'vitest'
import { suitingPreset } from '../../../src/main/engine/learning/data/suits.ts'
import { suitingRecipes } from '../../../src/main/hosts/headless/commandLine/learningRecipe.ts'
import type { TrainPlan } from '../../../src/shared/contract/learning.ts'
import { addSource, aVideo, temporaryCatalogue } from '../../support/catalogue.ts'

describe('the preset that suits what is labelled', () => {
  it('is phase1 for clips that are one answer each; with films or scenes among them it is track', () => {
    const { catalogue, remove } = temporaryCatalogue()
    const of = (name: string, media: 'clip' | 'film') => {
      const source = addSource(catalogue, name)
      const clip = media === 'clip' ? ({ clipKind: 'persistent', clipIndex: 0 } as const) : {}
      const video = catalogue.videos.add(aVideo(source, { media, ...clip }))
      return { id: 1, source, video, label: 'noise' as const }
    }
    const [clips, scenes, film] = [of('clips', 'clip'), of('scenes', 'clip'), of('film', 'film')]
    const suits = (...labelled: (typeof film)[]) =>
      suitingPreset(catalogue, labelled, ({ name }) => name !== 'scenes')
    expect(suits()).toBe('phase1')
    expect(suits(clips)).toBe('phase1')
    expect(suits(scenes)).toBe('track')
    expect(suits(film)).toBe('track')
    expect(suits(clips, film)).toBe('track')
    remove()
  })

  it('is what the command line takes, unless an option chooses a model', async () => {
    const plan = async () => ({ suits: 'track' }) as TrainPlan
    const said: string[] = []
    const recipes = (options: Parameters<typeof suitingRecipes>[0]) =>
      suitingRecipes(options, plan, (words) => said.push(words))
    const presetOf = async (options: Parameters<typeof suitingRecipes>[0]) =>
      (await recipes(options)).map(({ preset }) => preset)
    expect(await presetOf({})).toEqual(['track'])
    expect(said).toEqual(['Preset track, which suits what is labelled; --preset chooses another.'])
    expect(await presetOf({ epochs: 3, seed: 7 })).toEqual(['track'])
    expect(await recipes({ epochs: 3, seed: 7 })).toMatchObject([{ epochs: 3, seed: 7 }])
    expect(await presetOf({ preset: ['live', 'phase1'] })).toEqual(['live', 'phase1'])
    expect(await presetOf({ features: 'statistical' })).toEqual(['phase1'])
    expect(said).toHaveLength(3)
  })
})
