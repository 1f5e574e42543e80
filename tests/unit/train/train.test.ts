import { describe, expect, it } from 'vitest'
import { baselineLines, lossSeries, metricSeries, span } from '../../../src/renderer/features/train/curves.ts'
import {
  planRows,
  shortageOf,
  splitNote,
  usedPerSplit,
} from '../../../src/renderer/features/train/planTable.ts'
import { clock, keptEpochOf, secondsLeft } from '../../../src/renderer/features/train/progress.ts'
import {
  presetRecipe,
  recipeOfPreset,
  recipeSummary,
  whatDiffers,
} from '../../../src/renderer/features/train/recipe.ts'
import {
  choiceFields,
  numberFields,
  switchFields,
} from '../../../src/renderer/features/train/recipeFields.ts'
import {
  choosePreset,
  setNumber,
  switchOn,
  useTrain,
} from '../../../src/renderer/features/train/trainState.ts'
import {
  type Baseline,
  type Epoch,
  Recipe,
  recipeShape,
  type TrainPlan,
} from '../../../src/shared/contract/learning.ts'
import type { Label, Split } from '../../../src/shared/words.ts'

type Counts = Partial<Record<Label, number>>
const counts = (
  train: Counts,
  validation: Counts = {},
  test: Counts = {},
  videos = [3, 2, 1],
): TrainPlan['counts'] => {
  const full = (some: Counts): Record<Label, number> => ({
    persistent: 0,
    brief: 0,
    noise: 0,
    unsure: 0,
    ...some,
  })
  const of = (split: number, some: Counts) => ({ videos: videos[split]!, labels: full(some) })
  return { train: of(0, train), validation: of(1, validation), test: of(2, test) } as Record<
    Split,
    ReturnType<typeof of>
  >
}
const plan = (some: TrainPlan['counts']): TrainPlan => ({
  counts: some,
  used: 0,
  unlabelled: 0,
  newSinceLastRun: 0,
  parameters: 236993,
  backend: 'cpu',
  suits: 'phase1',
  problems: [],
  warnings: [],
})
const epoch = (number: number, validationLoss: number, more: Partial<Epoch> = {}): Epoch => ({
  epoch: number,
  trainLoss: 0.5,
  trainAccuracy: 0.9,
  validationLoss,
  validationAccuracy: 0.9,
  validationAuroc: 0.9,
  validationRemovedAt99: null,
  seconds: 2,
  tracksPerSecond: 300,
  ...more,
})

describe('what will be used', () => {
  const some = counts(
    { persistent: 411, brief: 112, noise: 84, unsure: 2 },
    { persistent: 60, brief: 7, noise: 23 },
    { persistent: 98, brief: 13, noise: 103, unsure: 44 },
  )

  it('is counted per label and split, without what is unsure', () => {
    expect(planRows(some).find(({ label }) => label === 'noise')).toMatchObject({
      perSplit: [84, 23, 103],
      all: 210,
    })
    expect(usedPerSplit(some)).toEqual({ perSplit: [607, 90, 214], all: 911 })
  })

  it('says why the shares differ from what was asked', () => {
    expect(splitNote(some)).toBe(
      'Asked 70/15/15. Whole videos stay together, so the shares differ. 3 videos train, 2 validate, 1 tests.',
    )
    expect(splitNote(counts({ noise: 70 }, { noise: 15 }, { noise: 15 }, [70, 15, 15]))).not.toContain(
      'differ',
    )
  })

  it('asks for twenty labels with five of each side', () => {
    expect(shortageOf(plan(some))).toBeNull()
    expect(shortageOf(plan(counts({ persistent: 8 }, { persistent: 3 }, { noise: 3 })))).toMatchObject({
      have: 14,
      need: 20,
      real: 11,
      false: 3,
      missing: 6,
    })
    expect(shortageOf(plan(counts({ persistent: 50, noise: 2 })))).toMatchObject({
      have: 52,
      missing: 3,
      need: 55,
    })
    expect(shortageOf(plan(counts({ persistent: 10, unsure: 40 })))).toMatchObject({ have: 10, missing: 10 })
  })
})

describe('the recipe', () => {
  it('has a field for everything that can be set', () => {
    const shown = [...choiceFields, ...numberFields, ...switchFields].map(({ key }) => key)
    // Sources, weights of tasks, and what it starts from are chosen in parts of their own; how pixels are looked at in a recipe file.
    const elsewhere = ['sources', 'tasks', 'classes', 'from', 'pretrained', 'pixels', 'early']
    const known = Object.keys(recipeShape).filter((key) => !elsewhere.includes(key))
    expect([...shown].sort()).toEqual([...known].sort())
  })

  it('tells a switch that is absent until it is on', () => {
    const recipe = Recipe.parse({ refitAll: true })
    expect(whatDiffers(recipe)).toBe('fit again on all labels = yes (was no)')
    expect(whatDiffers(Recipe.parse({ sources: [3] }))).toContain('(was all)')
  })

  it('takes no number that the engine would refuse', () => {
    for (const { key, min, max } of numberFields) {
      expect(Recipe.safeParse({ [key]: min }).success, `${key} ${min}`).toBe(true)
      expect(Recipe.safeParse({ [key]: max }).success, `${key} ${max}`).toBe(true)
    }
  })

  it('says what differs from the preset', () => {
    expect(whatDiffers(presetRecipe)).toBe('preset phase1')
    expect(recipeSummary(presetRecipe)).toBe('preset phase1')
    const changed = { ...presetRecipe, seed: 43, batch: 64 }
    expect(whatDiffers(changed)).toBe('batch = 64 (was 32), seed = 43 (was 42)')
    expect(recipeSummary(changed)).toBe('preset phase1, 2 changes')
    expect(whatDiffers({ ...presetRecipe, sources: [4] })).toContain('source 4')
    const magvit = Recipe.parse({ preset: 'magvit' })
    const looked = { ...magvit, pixels: { ...magvit.pixels!, tokenizer: 2, boxes: 16 } }
    expect(whatDiffers(looked)).toBe('preset magvit, boxes = 16 (was 8), tokenizer = 2 (was latest)')
    const track = { ...recipeOfPreset('track'), survival: false, epochs: 9 }
    expect(whatDiffers(track)).toBe('preset track, survival = no (was yes), epochs = 9 (was 15)')
  })
})

describe('progress', () => {
  it('reads like a clock', () => {
    expect([26, 188, 3729, 0.2].map(clock)).toEqual(['0:26', '3:08', '1:02:09', '0:00'])
  })

  it('says how long it takes at this pace, and nothing before there is one', () => {
    expect(secondsLeft([], 30, 5)).toBeNull()
    expect(secondsLeft([epoch(1, 1), epoch(2, 1, { seconds: 4 })], 10, 1)).toBe(23)
    expect(secondsLeft([epoch(1, 1)], 1, 9)).toBe(0)
  })

  it('shows the figures of the epoch that becomes the model: the lowest loss, or the last', () => {
    const epochs = [epoch(1, 0.5), epoch(2, 0.3), epoch(3, 0.4)]
    expect(keptEpochOf({ epochs, recipe: Recipe.parse({ keepEpoch: 'best' }) })?.epoch).toBe(2)
    expect(keptEpochOf({ epochs, recipe: Recipe.parse({ keepEpoch: 'last' }) })?.epoch).toBe(3)
    expect(keptEpochOf({ epochs: [], recipe: Recipe.parse({}) })).toBeUndefined()
  })
})

describe('the curves', () => {
  const run = { name: 'run 12', look: 'model' as const, epochs: [epoch(1, 0.8), epoch(2, 0.4)] }

  it('show both losses, and the run before behind them', () => {
    expect(lossSeries(run, null).map(({ look }) => look)).toEqual(['train', 'validation'])
    expect(lossSeries(run, { ...run, name: 'run 11', look: 'other-run' })[0]).toMatchObject({
      name: 'run 11',
    })
  })

  it('leave out what was not measured', () => {
    expect(metricSeries(run, null, ({ validationRemovedAt99 }) => validationRemovedAt99)[0]!.points).toEqual(
      [],
    )
  })

  it('show baselines only where they have a figure of tracks', () => {
    const rule = (id: Baseline['id'], metrics: unknown, unit: 'track' | 'clip' = 'track'): Baseline =>
      ({ id, name: id, unit, rule: '', metrics, absent: null }) as Baseline
    const lines = baselineLines(
      [
        rule('duration', { auroc: 0.75 }),
        rule('mean-score', null),
        rule('bright-pixels', { auroc: 0.9 }, 'clip'),
      ],
      30,
      ({ auroc }) => auroc,
    )
    expect(lines.map(({ id, points }) => [id, points])).toEqual([
      [
        'duration',
        [
          [1, 0.75],
          [30, 0.75],
        ],
      ],
    ])
  })

  it('stand in an axis that holds them', () => {
    const { min, max } = span(lossSeries(run, null), 0.2, 0, 10)
    expect(min).toBeCloseTo(0.4)
    expect(max).toBeCloseTo(0.8)
    expect(span([], 0.1, 0.5, 1)).toEqual({ min: 0.5, max: 1 })
  })
})

describe('few tracks', () => {
  it('have the pace of their preset, until the number of epochs or the batch is set', () => {
    choosePreset('multitask')
    const { fewTracks } = recipeOfPreset('multitask')
    expect(useTrain.getState().recipe.fewTracks).toEqual(fewTracks)
    setNumber('dropout', 0.2)
    expect(useTrain.getState().recipe.fewTracks).toEqual(fewTracks)
    setNumber('epochs', 3)
    expect(useTrain.getState().recipe).toMatchObject({ epochs: 3, fewTracks: null })
    expect(whatDiffers(useTrain.getState().recipe)).not.toContain('few tracks')
    switchOn('fewTracks', null)
    expect(useTrain.getState().recipe.fewTracks).toEqual(fewTracks)
    choosePreset('phase1')
    switchOn('fewTracks', null)
    expect(useTrain.getState().recipe.fewTracks).toEqual(recipeOfPreset('track').fewTracks)
  })
})
