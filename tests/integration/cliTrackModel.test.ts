/** Preset track on the command line, with the regressions and trees beside its network: train, model, score, filter. */
import fs from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decodeTensors } from '../../src/main/engine/learning/safetensors.ts'
import { type CommandLine, commandLine } from '../support/cli.ts'

let cli: CommandLine
beforeAll(async () => {
  cli = commandLine()
  await cli.run('generate', 'a', '--preset', 'tracker', '--count', 12, '--frames', 40, '--seed', 5)
  await cli.run('train', 'a', '--preset', 'track', '--epochs', 3, '--seed', 1, '--json')
  await cli.run('model', 'a', '--out', 'm.tracksieve-model')
}, 180_000)
afterAll(() => cli.remove())

it('scores and filters files as the catalogue was scored, with all that is in the model file', async () => {
  const { tensors } = decodeTensors(fs.readFileSync(cli.path('m.tracksieve-model')), 'm')
  expect(Object.keys(tensors).filter((name) => name.startsWith('ensemble.')).length).toBe(6)
  await cli.run('export', 'a', 'out', '--format', 'mot')
  const args = ['out', '--model', 'm.tracksieve-model', '--json']
  const { tracks } = (await cli.run('score', ...args, '--out', 'all.csv')).json<{ tracks: number }>()
  const known = (await cli.run('tracks', 'a', '--json')).json<{
    total: number
    tracks: { score: number }[]
  }>()
  expect(tracks).toBe(known.total)
  const lines = fs.readFileSync(cli.path('all.csv'), 'utf8').trim().split('\n').slice(1)
  const sorted = (values: number[]): number[] => values.sort((a, b) => a - b)
  const found = sorted(lines.map((line) => Number(line.split(',')[3])))
  sorted(known.tracks.map(({ score }) => score)).forEach((score, i) => expect(found[i]).toBeCloseTo(score, 4))
  const { removed } = (await cli.run('filter', ...args, '--out', 'kept', '--threshold', 0.5)).json<{
    removed: number
  }>()
  expect(removed).toBe(found.filter((score) => score < 0.5).length)
  expect(removed).toBeGreaterThan(0)
}, 120_000)
