/** Several seeds at once, going on from a run, and a last fit on all labels, on the command line. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readModelFile } from '../../src/main/engine/learning/files/modelDescription.ts'
import { type CommandLine, commandLine } from '../support/cli.ts'

let cli: CommandLine
beforeAll(async () => {
  cli = commandLine()
  await cli.run('generate', 'a', '--preset', 'quick', '--count', 60, '--seed', 5)
}, 60_000)
afterAll(() => cli.remove())

interface Spread {
  mean: number
  deviation: number
  n: number
}
interface Sweep {
  sweep: { id: number }
  paired: string
  recipe_results: {
    name: string
    unit: string
    spread: Record<string, Spread>
    minus_first_recipe: Record<string, Spread> | null
    minus_best_baseline: Record<string, Spread>
  }[]
  baselines: { id: string; unit: string; spread: Record<string, Spread> }[]
  runs: { run: { id: number }; recipe: { seed: number }; test_results: { loss: number } }[]
  spread: Record<string, Spread>
}

it('--seeds trains a run each and gives mean and spread; --refit-all keeps the figures of the split', async () => {
  const args = ['--preset', 'track', '--epochs', 2, '--seeds', '1,2', '--refit-all', '--json']
  const done = await cli.run('train', 'a', ...args)
  expect(done.code).toBe(0)
  const { runs, spread } = done.json<Sweep>()
  expect(runs.map(({ run, recipe }) => [run.id, recipe.seed])).toEqual([
    [1, 1],
    [2, 2],
  ])
  expect(spread.auroc!.mean).toBeGreaterThan(0.4)
  expect(spread.calibration_error!.deviation).toBeGreaterThanOrEqual(0)
  await cli.run('model', 'a', '--run', 1, '--out', 'all.tracksieve-model')
  const { description } = await readModelFile(cli.path('all.tracksieve-model'))
  const { labels } = description.data
  expect(description.refit).toEqual({ labels })
  expect(description.metrics!.test!.n).toBeLessThan(labels)
}, 120_000)

it('several presets and seeds are one job, compared on the same splits, beside the rules on the same splits', async () => {
  const args = ['--preset', 'track', '--preset', 'live', '--epochs', 1, '--seeds', '3,4']
  const done = await cli.run('train', 'a', ...args, '--json')
  expect(done.code).toBe(0)
  const { sweep, runs, recipe_results, baselines, paired } = done.json<Sweep>()
  expect(sweep.id).toBe(2)
  expect(runs).toHaveLength(4)
  const [first, second] = recipe_results.filter(({ unit }) => unit === 'track')
  expect([first!.name, second!.name]).toEqual(['track, epochs 1', 'live, epochs 1'])
  expect(first!.spread.auroc).toMatchObject({ n: 2 })
  expect(first!.minus_first_recipe).toBeNull()
  expect(second!.minus_first_recipe!.auroc!.mean).toBeCloseTo(
    second!.spread.auroc!.mean - first!.spread.auroc!.mean,
  )
  expect(baselines.map(({ id }) => id)).toEqual(expect.arrayContaining(['duration', 'logistic']))
  expect(baselines.find(({ id }) => id === 'duration')!.spread.auroc!.n).toBe(2)
  expect(paired).toMatch(/^2 splits of the videos, each the same for all recipes and baselines/)
  const listed = (await cli.run('runs', 'a', '--json')).json<{
    runs: { run: { id: number }; split: unknown; sweep: number | null; recipe: { seed: number } }[]
  }>()
  const members = listed.runs.filter((run) => run.sweep === 2)
  const splits = (seed: number) =>
    members.filter(({ recipe }) => recipe.seed === seed).map(({ split }) => JSON.stringify(split))
  expect(new Set(splits(3)).size).toBe(1)
  expect(splits(3)).toHaveLength(2)
}, 120_000)

it('a sweep that could not be compared is refused before anything is trained', async () => {
  const same = await cli.run('train', 'a', '--preset', 'track', '--preset', 'track', '--epochs', 1)
  expect(same.code).toBe(3)
  expect(same.stderr).toMatch(/Two recipes are alike/)
  expect((await cli.run('train', 'a', '--preset', 'nothing')).code).toBe(2)
  const before = (await cli.run('runs', 'a', '--json')).json<{ runs: unknown[] }>()
  expect(before.runs).toHaveLength(6)
}, 60_000)

it('--from goes on from a run of the same parts, and keeps what it has seen out of the test', async () => {
  const args = ['--preset', 'track', '--epochs', 1, '--seed', 7, '--from', 1, '--json']
  const done = await cli.run('train', 'a', ...args)
  expect(done.code).toBe(0)
  const ended = done.json<{ split: unknown; recipe: { from: number } }>()
  expect(ended.recipe.from).toBe(1)
  const listed = (await cli.run('runs', 'a', '--json')).json<{
    runs: { run: { id: number }; split: unknown }[]
  }>()
  expect(ended.split).toEqual(listed.runs.find(({ run }) => run.id === 1)!.split)
  const other = await cli.run('train', 'a', '--preset', 'phase1', '--from', 1)
  expect(other.code).toBe(3)
  expect(other.stderr).toMatch(/model of other parts/)
  expect((await cli.run('train', 'a', '--from', 99)).code).toBe(3)
  expect((await cli.run('train', 'a', '--seeds', '1,1')).code).toBe(2)
}, 120_000)

it('efficiency writes a report: figures by number of labels beside the rules, and what more would bring', async () => {
  const args = ['--preset', 'track', '--epochs', 1, '--seeds', '1,2', '--sizes', '20,40', '--json']
  const done = await cli.run('efficiency', 'a', ...args)
  expect(done.code).toBe(0)
  const report = done.json<{
    files: string[]
    sizes: number[]
    lines: { id: string; points: { labels: number; auroc: Spread }[] }[]
    words: string
  }>()
  expect(report.sizes).toEqual([20, 40])
  expect(report.lines.map(({ id }) => id)).toEqual(expect.arrayContaining(['model', 'logistic']))
  expect(report.lines[0]!.points[1]!.auroc.n).toBe(2)
  expect(report.words).toMatch(/From 20 to 40 labels each doubling changed AUROC by/)
  expect(report.files.map((file) => path.basename(file)).sort()).toEqual([
    expect.stringMatching(/^efficiency-\d+\.csv$/),
    expect.stringMatching(/^efficiency-\d+\.json$/),
  ])
  for (const file of report.files) expect(fs.statSync(file).size).toBeGreaterThan(100)
  expect((await cli.run('efficiency', 'a', '--preset', 'track', '--preset', 'live')).code).toBe(2)
  expect((await cli.run('efficiency', 'a', '--preset', 'track', '--order', 'age')).code).toBe(2)
}, 120_000)

it('tracks are listed by what helps most', async () => {
  for (const sort of ['-uncertainty', '-disagreement', '-suspect']) {
    const listed = await cli.run('tracks', 'a', '--sort', sort, '--limit', 5, '--json')
    expect(listed.code).toBe(0)
    const { tracks } = listed.json<{ tracks: { uncertainty: number; disagreement: number | null }[] }>()
    expect(tracks).toHaveLength(5)
    if (sort === '-suspect') continue
    const values = tracks.map((track) => (sort === '-uncertainty' ? track.uncertainty : track.disagreement!))
    expect(values).toEqual([...values].sort((a, b) => b - a))
    expect(values[0]).toBeGreaterThan(0)
  }
}, 60_000)
