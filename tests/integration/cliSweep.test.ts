/** Several seeds at once, going on from a run, and a last fit on all labels, on the command line. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readModelFile } from '../../src/main/engine/learning/modelDescription.ts'
import { type CommandLine, commandLine } from '../support/cli.ts'

let cli: CommandLine
beforeAll(async () => {
  cli = commandLine()
  await cli.run('generate', 'a', '--preset', 'quick', '--count', 60, '--seed', 5)
}, 60_000)
afterAll(() => cli.remove())

interface Sweep {
  runs: { run: { id: number }; recipe: { seed: number }; test_results: { loss: number } }[]
  spread: Record<string, { mean: number; deviation: number }>
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
