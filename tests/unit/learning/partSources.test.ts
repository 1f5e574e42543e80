/** What a run learned from is said by its split, not by what was labelled: a source of test videos alone is a new one. */
import { expect, it } from 'vitest'
import { sourcesOfPart } from '../../../src/main/engine/learning/data/partSources.ts'
import { holdsOf } from '../../../src/main/engine/learning/judging/holdsFor.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { addSource, aRun, aVideo, temporaryCatalogue } from '../../support/catalogue.ts'

it('names the sources of a part, and of the runs that a run went on from', () => {
  const { catalogue, remove } = temporaryCatalogue()
  const [a, b, c, d] = ['A', 'B', 'C', 'D'].map((name) => addSource(catalogue, name)) as [
    number,
    number,
    number,
    number,
  ]
  const [a1, a2, b1, c1, d1] = [a, a, b, c, d].map((source) => catalogue.videos.add(aVideo(source)))
  const first = catalogue.runs.add({ ...aRun(), split: { [d1!]: 'train', [b1!]: 'test' } })
  const recipe = Recipe.parse({ from: first })
  const run = catalogue.runs.add({
    ...aRun(),
    recipe,
    split: { [a1!]: 'train', [a2!]: 'test', [b1!]: 'validation', [c1!]: 'test' },
  })
  const of = (id: number, part: 'train' | 'validation' | 'test') =>
    sourcesOfPart(catalogue, catalogue.runs.get(id)!, part)
  expect(of(run, 'train')).toEqual(['A', 'D'])
  expect(of(run, 'validation')).toEqual(['B'])
  expect(of(run, 'test')).toEqual(['A', 'C'])
  expect(of(first, 'train')).toEqual(['D'])
  const judged = ['A', 'C'].map((source) => ({ source, part: 'test' as const }))
  expect(holdsOf(judged, of(run, 'train'))).toBe('mixed')
  expect(holdsOf(judged.slice(1), of(run, 'train'))).toBe('new')
  remove()
})
