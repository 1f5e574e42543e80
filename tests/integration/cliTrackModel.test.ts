/** Preset track on the command line, with the regressions and trees beside its network: train, model, score, filter. */
import fs from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { decodeTensors } from '../../src/main/engine/learning/files/safetensors.ts'
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

it('decides while tracks grow: figures for asked error rates, and what is decided at each box', async () => {
  const recipe = cli.write(
    'early.json',
    JSON.stringify({
      preset: 'early',
      epochs: 4,
      ensemble: false,
      early: { falseConfirm: 0.3, falseReject: 0.3 },
    }),
  )
  expect((await cli.run('train', 'a', '--recipe', recipe, '--seed', 1)).code).toBe(0)
  const early = await cli.run('evaluate', 'a', '--early', '--json')
  interface Early {
    thresholds: { confirm: number | null; reject: number | null; false_confirm: number; boxes: number }
    lines: { id: string; decided: number | null }[]
    steps: { boxes: number; decided: number }[]
  }
  const { thresholds, lines, steps } = early.json<Early>()
  expect(thresholds).toMatchObject({ false_confirm: 0.3, boxes: 30 })
  expect(lines.map(({ id }) => id)).toEqual(['early', 'hits-3', 'hits', 'full', 'oracle'])
  expect(steps.at(-1)!.decided).toBeGreaterThan(0)
  const strict = await cli.run('evaluate', 'a', '--early', '--false-confirm', 0)
  expect(strict.stdout).toMatch(/Confirmed at a score of at least none, rejected at none or less/)
  expect((await cli.run('evaluate', 'a', '--false-confirm', 0.1)).code).toBe(2)
  const ahead = await cli.run('evaluate', 'a', '--run', 1, '--early')
  expect([ahead.code, ahead.stderr]).toEqual([3, expect.stringContaining('looks ahead')])

  await cli.run('model', 'a', '--run', 2, '--out', 'early.tracksieve-model')
  const args = ['out', '--model', 'early.tracksieve-model', '--out', 's.csv', '--decisions', 'd.csv']
  expect((await cli.run('score', ...args, '--json')).code).toBe(0)
  const [head, ...rows] = fs.readFileSync(cli.path('d.csv'), 'utf8').trim().split('\n')
  expect(head).toBe('sequence,track_id,frame,score,decision,confidence')
  const tracks = Map.groupBy(
    rows.map((row) => row.split(',')),
    ([sequence, track]) => `${sequence} ${track}`,
  )
  const scored = fs.readFileSync(cli.path('s.csv'), 'utf8').trim().split('\n').slice(1)
  expect(tracks.size).toBe(scored.length)
  const frames = new Map(
    scored.map((line) => [line.split(',').slice(0, 2).join(' '), Number(line.split(',')[2])]),
  )
  const said = { confirm: 0, reject: 0 }
  for (const [name, boxes] of tracks) {
    expect(boxes).toHaveLength(frames.get(name)!)
    const at = boxes.findIndex(([, , , , decision]) => decision !== 'undecided')
    if (at < 0) continue
    // What is decided stays so, and no score is asked for any more.
    const decision = boxes[at]![4] as keyof typeof said
    said[decision] += 1
    expect(boxes.slice(at).every((box) => box[4] === decision)).toBe(true)
    expect(boxes.slice(at + 1).every((box) => box[3] === '')).toBe(true)
    const score = Number(boxes[at]![3])
    if (decision === 'confirm') expect(score).toBeGreaterThan(thresholds.confirm! - 1e-4)
    else expect(score).toBeLessThan(thresholds.reject! + 1e-4)
  }
  expect(said.confirm + said.reject).toBeGreaterThan(0)

  expect((await cli.run('score', ...args)).code).toBe(3)
  const without = ['out', '--model', 'm.tracksieve-model', '--out', 't.csv', '--decisions', 'e.csv']
  const refused = await cli.run('score', ...without)
  expect([refused.code, cli.list().includes('e.csv')]).toEqual([3, false])
  expect(refused.stderr).toContain('has no thresholds for decisions while a track grows')
}, 180_000)
