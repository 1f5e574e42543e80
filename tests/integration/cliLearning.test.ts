/** The loop on the command line: train, look at runs, write the model, score and filter files with it. */
import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeTensors } from '../../src/main/engine/learning/files/safetensors.ts'
import { type CommandLine, type CommandResult, commandLine } from '../support/cli.ts'
import { openOnnx } from '../support/onnxRuntime.ts'

let cli: CommandLine
let trained: CommandResult
beforeAll(async () => {
  cli = commandLine()
  await cli.run('generate', 'a', '--preset', 'quick', '--count', 60, '--seed', 5)
  trained = await cli.run('train', 'a', '--epochs', 4, '--seed', 1, '--json')
  await cli.run('model', 'a', '--out', 'm.tracksieve-model')
}, 180_000)
afterAll(() => cli.remove())

interface Scored {
  threshold: number
  tracks: number
  kept: number
  removed: number
}

const csv = (name: string): string[][] =>
  fs
    .readFileSync(cli.path(name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))

const results = [
  ...Array.from({ length: 30 }, (_, i) => `${i + 1},1,${20 + i},${30 + i},12,12,0.9,-1,-1,-1`),
  '4,2,90,90,4,4,0.2,1,7,0.5',
  '9,03,10,100,4.50,4,0.3,-1,-1,-1',
].join('\r\n')

describe('train', () => {
  it('gives the run, its figures per clip and per track, and the trivial rules beside them', () => {
    expect(trained.code).toBe(0)
    const document = trained.json<{ test_results: Record<string, number>; baselines: { id: string }[] }>()
    expect(document).toMatchObject({
      run: { id: 1 },
      state: 'done',
      parameters: 236_993,
      epochs: 4,
      unit: 'clip',
    })
    for (const key of [
      'accuracy',
      'precision',
      'recall',
      'f1',
      'auroc',
      'balanced_accuracy',
      'removed_at_99',
    ]) {
      expect([key, typeof document.test_results[key]]).toEqual([key, 'number'])
    }
    expect(document.baselines.map(({ id }) => id).sort()).toEqual([
      'bright-pixels',
      'duration',
      'logistic',
      'logistic-track',
      'mean-score',
    ])
  })

  it.each([
    [['--recipe', 'none'], 3, /recipe is wrong/],
    [['--preset', 'none'], 2, /preset/],
    [['--preset', 'track', '--head', 'pooled'], 3, /recipe is wrong: head: pooled sums up steps/],
    [['--recipe', 'none.json'], 3, /does not exist/],
    [['--epochs', '0'], 2, /epochs/],
    [['--backend', 'abacus'], 2, /backend/],
  ])('with %j ends with %i', async (args, code, message) => {
    const ended = await cli.run('train', 'a', ...args)
    expect(ended.code).toBe(code)
    expect(ended.stderr).toMatch(message)
  })

  it('without labels of both kinds is refused', async () => {
    await cli.run('import', 'bare', cli.write('bare.txt', results))
    const ended = await cli.run('train', 'bare', '--json')
    expect(ended.code).toBe(3)
    expect(ended.json<{ error: { code: string } }>().error.code).toBe('VALIDATION')
  })

  it('ends with 5 on Ctrl+C', async () => {
    const args = ['train', 'a', '--epochs', '1000', '--json']
    const ended = await cli.runUntil(/Epoch/, (child) => child.kill('SIGINT'), ...args)
    expect(ended.code).toBe(5)
    expect(ended.json<{ error: { code: string } }>().error.code).toBe('CANCELLED')
    // The run that was shown before is shown still.
    expect((await cli.run('runs', 'a', '--json')).json<{ current: number }>().current).toBe(1)
  })
})

describe('runs and evaluate', () => {
  it('show the same figures as the training did', async () => {
    const { test_results: figures } = trained.json<{ test_results: object }>()
    const listed = (await cli.run('runs', 'a', '--json')).json<{ runs: { run: { id: number } }[] }>()
    expect(listed.runs.find(({ run }) => run.id === 1)).toMatchObject({ test_results: figures })
    const evaluated = await cli.run('evaluate', 'a', '--run', 1, '--json')
    expect(evaluated.code).toBe(0)
    expect(evaluated.json<{ test_results: { accuracy: number } }>().test_results).toMatchObject({
      accuracy: (figures as { accuracy: number }).accuracy,
    })
    expect((await cli.run('evaluate', 'a', '--run', 99)).code).toBe(3)
  })

  it('score the tracks that the command tracks lists', async () => {
    type Listed = { total: number; tracks: { score: number; prediction: string }[] }
    const all = (await cli.run('tracks', 'a', '--json')).json<Listed>()
    expect(all.tracks.every(({ score }) => score >= 0 && score <= 1)).toBe(true)
    const high = (await cli.run('tracks', 'a', '--where', 'score>=0.5', '--json')).json<Listed>()
    expect(high.total).toBe(all.tracks.filter(({ score }) => score >= 0.5).length)
    expect(high.tracks.every(({ prediction }) => prediction === 'persistent')).toBe(true)
  })
})

describe('model', () => {
  it('writes ONNX too, which knows its inputs and its threshold, and nothing over a file', async () => {
    const args = ['--out', 'n.tracksieve-model', '--onnx', 'n.onnx', '--threshold', 0.25, '--json']
    const written = await cli.run('model', 'a', ...args)
    expect(written.code).toBe(0)
    expect(written.json()).toMatchObject({ onnx: { path: cli.path('n.onnx') } })
    const { inputNames } = await openOnnx(cli.path('n.onnx'))
    expect(inputNames).toEqual(['detections', 'mask', 'frame_size'])
    // The file's metadata: a key, two bytes of format, its value.
    expect(fs.readFileSync(cli.path('n.onnx'), 'latin1')).toMatch(/threshold..0\.25/s)
    expect((await cli.run('model', 'a', '--format', 'onnx', '--out', 'n.onnx')).code).toBe(3)
    expect((await cli.run('model', 'a', '--format', 'other', '--out', 'x')).code).toBe(2)
  })
})

describe('score and filter', () => {
  it('write SCORES.csv, and keep the lines of what is kept as they are', async () => {
    cli.write('walk.txt', results)
    const model = ['--model', 'm.tracksieve-model']
    const scored = await cli.run('score', 'walk.txt', ...model, '--out', 's.csv', '--json')
    expect(scored.code).toBe(0)
    const [header, ...rows] = csv('s.csv')
    expect(header).toEqual(['sequence', 'track_id', 'frames', 'score', 'kept'])
    expect(rows.map(([sequence, track, frames]) => [sequence, track, frames])).toEqual([
      ['walk', '1', '30'],
      ['walk', '2', '1'],
      ['walk', '3', '1'],
    ])
    // A threshold between the scores, so that something is kept and something is not.
    const scores = rows.map((row) => Number(row[3]))
    const middle = (Math.max(...scores) + Math.min(...scores)) / 2
    const kept = rows.filter((row) => Number(row[3]) >= middle).map((row) => Number(row[1]))
    const args = [
      'walk.txt',
      '--model',
      'm.tracksieve-model',
      '--out',
      'k.txt',
      '--threshold',
      String(middle),
    ]
    const filtered = (await cli.run('filter', ...args, '--json')).json<Scored>()
    expect(filtered).toMatchObject({
      tracks: 3,
      kept: kept.length,
      removed: 3 - kept.length,
      threshold: middle,
    })
    const expected = results.split('\r\n').filter((line) => kept.includes(Number(line.split(',')[1])))
    expect(fs.readFileSync(cli.path('k.txt'), 'utf8')).toBe(`${expected.join('\n')}\n`)
    expect((await cli.run('filter', ...args)).code).toBe(3)
    expect((await cli.run('filter', ...args, '--replace', '--threshold', 0)).code).toBe(0)
    expect(fs.readFileSync(cli.path('k.txt'), 'utf8').trim().split('\n')).toHaveLength(32)
  })

  it('write what the model takes of each track, and nothing over a file', async () => {
    cli.write('walk.txt', results)
    const args = ['score', 'walk.txt', '--model', 'm.tracksieve-model', '--inputs', 'walk.safetensors']
    expect((await cli.run(...args, '--out', 'i.csv')).code).toBe(0)
    const { tensors, metadata } = decodeTensors(fs.readFileSync(cli.path('walk.safetensors')), 'it')
    expect(metadata).toEqual({ format: 'tracksieve-inputs' })
    expect([...tensors.steps!.values]).toEqual([30, 1, 1])
    expect(tensors.detections!.shape).toEqual([32, 6])
    expect(Array.from(tensors.detections!.values.subarray(0, 5))).toEqual([0, 20, 30, 12, 12])
    expect(tensors.frame_size!.shape).toEqual([3, 2])
    expect((await cli.run(...args, '--out', 'other.csv')).code).toBe(3)
    expect(cli.list()).not.toContain('other.csv')
  })

  it('score tracks in files as the catalogue scores them', async () => {
    expect((await cli.run('export', 'a', 'out', '--format', 'mot', '--replace')).code).toBe(0)
    const args = ['out', '--model', 'm.tracksieve-model', '--replace', '--json']
    const done = (await cli.run('score', ...args, '--out', 'all.csv')).json<Scored>()
    const inCatalogue = (await cli.run('tracks', 'a', '--json')).json<{
      total: number
      tracks: { score: number }[]
    }>()
    expect(done.tracks).toBe(inCatalogue.total)
    const sorted = (values: number[]): number[] => values.sort((a, b) => a - b)
    const fromFiles = sorted(
      csv('all.csv')
        .slice(1)
        .map((row) => Number(row[3])),
    )
    sorted(inCatalogue.tracks.map(({ score }) => score)).forEach((score, i) =>
      expect(fromFiles[i]).toBeCloseTo(score, 4),
    )
    const kept = (await cli.run('filter', ...args, '--out', 'kept', '--keep-real', 0.95)).json<Scored>()
    expect(kept.kept).toBeGreaterThan(0)
    expect(fs.readdirSync(cli.path('kept'))).toEqual(fs.readdirSync(cli.path('out')))
  })

  it.each([
    ['a model that is none', ['walk.txt', '--model', 'walk.txt', '--out', 'x'], 3],
    ['a model that is not there', ['walk.txt', '--model', 'none', '--out', 'x'], 3],
    ['tracks that are none', ['m.tracksieve-model', '--model', 'm.tracksieve-model', '--out', 'x'], 3],
    [
      'two thresholds',
      ['walk.txt', '--model', 'm.tracksieve-model', '--out', 'x', '--threshold', '1', '--keep-real', '0.99'],
      2,
    ],
    [
      'a share that nobody set',
      ['walk.txt', '--model', 'm.tracksieve-model', '--out', 'x', '--keep-real', '0.5'],
      3,
    ],
  ])('refuse %s', async (_, args, code) => {
    cli.write('walk.txt', results)
    const ended = await cli.run('filter', ...args)
    expect(ended.code).toBe(code)
    expect(ended.stderr).not.toBe('')
    expect(fs.existsSync(cli.path('x'))).toBe(false)
  })
})

describe('film', () => {
  it('writes one of a clip', async () => {
    const made = await cli.run('film', 'a', '1', '--out', 'clip.mp4', '--json')
    expect(made.code).toBe(0)
    expect(made.json()).toMatchObject({ video: 1, film: { path: cli.path('clip.mp4') } })
    expect(fs.statSync(cli.path('clip.mp4')).size).toBeGreaterThan(1000)
    expect((await cli.run('film', 'a', 'none', '--out', 'x.mp4')).code).toBe(3)
  })
})
