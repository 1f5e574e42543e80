/** Attention by class: means over each class's own boxes, their number, and the uniform reference. */
import { expect, it } from 'vitest'
import { attentionByClass } from '../../../src/main/engine/learning/judging/attentionByClass.ts'

it('gives means over the boxes of each class with n, the uniform reference and where it goes', () => {
  const report = attentionByClass([
    { class: 'persistent', attention: Float32Array.of(0.6, 0.3, 0.1) },
    { class: 'persistent', attention: Float32Array.of(1) },
    { class: 'noise', attention: Float32Array.of(0.5, 0.5) },
  ])
  expect(report.map(({ class: name }) => name)).toEqual(['persistent', 'noise'])
  const [real, noise] = report
  expect(real).toMatchObject({ tracks: 2, boxes: 4, uniform: 0.5 })
  expect(real!.received).toBeCloseTo(0.5, 6)
  expect(real!.thirds!.map((value) => Number(value.toFixed(3)))).toEqual([1.8, 0.9, 0.3])
  expect(real!.peak).toBeCloseTo((1.8 + 1) / 2, 6)
  expect(noise).toMatchObject({ tracks: 1, boxes: 2, received: 0.5, uniform: 0.5, thirds: null, peak: 1 })
})
