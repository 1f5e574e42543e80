/** What a model file says of its model, where a test needs one that nobody trained. */
import type { ModelDescription } from '../../src/main/engine/learning/files/modelDescription.ts'
import { planTraining } from '../../src/main/engine/learning/data/plan.ts'

type Given = Pick<ModelDescription, 'recipe' | 'parameters' | 'normalisation'> & Partial<ModelDescription>

export const describedModel = (given: Given): ModelDescription => ({
  survivalPrior: null,
  threshold: 0.5,
  keep95: null,
  keep99: null,
  kindRule: { '1': 'noise', '2-3': 'brief', '4-10': 'brief', '11-30': 'noise', '31-': 'noise' },
  metrics: null,
  data: { fingerprint: 'abc', labels: 20, counts: planTraining([], 1).counts, sources: ['some'] },
  bestEpoch: 1,
  trainedAt: '2026-01-01T00:00:00.000Z',
  ...given,
})
