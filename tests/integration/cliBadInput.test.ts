/** What a person can get wrong in learning, on the command line: each is refused in words that say what is wrong and what to do. */
import fs from 'node:fs'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeTensors, encodeTensors } from '../../src/main/engine/learning/files/safetensors.ts'
import { type CommandLine, commandLine } from '../support/cli.ts'

let cli: CommandLine
beforeAll(async () => {
  cli = commandLine()
  await cli.run('generate', 'a', '--preset', 'quick', '--count', 60, '--seed', 5)
}, 60_000)
afterAll(() => cli.remove())

const inRecipe = (recipe: object | string) => [
  '--recipe',
  cli.write('recipe.json', typeof recipe === 'string' ? recipe : JSON.stringify(recipe)),
]

async function refused(
  args: (string | number)[],
  code: number,
  ...words: (string | RegExp)[]
): Promise<void> {
  const ended = await cli.run(...args)
  expect(ended.code, ended.stderr).toBe(code)
  for (const word of words) expect(ended.stderr).toMatch(word)
}

describe('a recipe is refused', () => {
  it.each([
    ['with an unknown key', { learningRat: 0.1 }, 'Unrecognized key: "learningRat"'],
    [
      'with an unknown part',
      { sequence: 'lstm' },
      /sequence: .*"transformer"\|"attention"\|"summary"\|"recurrent"/,
    ],
    ['with sizes that do not fit', { width: 30, heads: 4 }, '30 numbers cannot be shared by 4 heads'],
    ['with parts that do not fit', { preset: 'track', head: 'pooled' }, 'pooled sums up steps'],
    ['that is cut in half', '{"preset":', 'is not JSON'],
  ])('%s', async (_, recipe, words) => {
    await refused(['train', 'a', ...inRecipe(recipe)], 3, words, /Correct the recipe|one JSON object/)
  })

  it('with an unknown part as an option', () =>
    refused(['train', 'a', '--sequence', 'lstm'], 2, 'Allowed choices are transformer, attention'))
})

describe('labels are refused', () => {
  const of = (persistent: number, brief: number) => `persistent=${persistent},brief=${brief},noise=0,mixed=0`
  it.each([
    ['of one class', of(30, 0), 'All 30 labels are persistent: label some tracks brief or noise too.'],
    ['of the other class', of(0, 30), /None of the \d+ labels is persistent: label some real tracks too\./],
    ['fewer than 20', of(6, 6), /labelled \(unsure does not count\): label at least 20\./],
    [
      'with a part without a positive',
      of(1, 30),
      'The test part has no persistent track: label real tracks in more',
    ],
  ])('%s', async (name, kinds, words) => {
    const catalogue = name.replaceAll(' ', '-')
    await cli.run('generate', catalogue, '--preset', 'quick', '--kinds', kinds)
    await refused(['train', catalogue], 3, words, 'Label more tracks in Review')
    const { runs } = (await cli.run('runs', catalogue, '--json')).json<{ runs: unknown[] }>()
    expect(runs).toEqual([])
  })
})

describe('a training', () => {
  it('whose loss is no number stops, says where, and keeps its last good checkpoint', async () => {
    const exploding = { learningRate: 1, weightDecay: 10, warmUp: 0.9, epochs: 60, earlyStop: 0 }
    const words = [
      /The loss is no number any more: epoch \d+, batch \d+\./,
      /the checkpoint of epoch \d+ is kept/,
    ]
    await refused(['train', 'a', ...inRecipe(exploding)], 3, ...words, 'smaller learning rate')
    const { runs } = (await cli.run('runs', 'a', '--json')).json<{
      runs: { run: { id: number }; state: string }[]
    }>()
    expect(runs[0]).toMatchObject({ state: 'failed' })
    const folder = cli.path(`a.tracksieve/models/run-${runs[0]!.run.id}`)
    expect(fs.readdirSync(folder).sort()).toEqual(['checkpoint.safetensors', 'labels.safetensors'])
    const { tensors } = decodeTensors(fs.readFileSync(`${folder}/checkpoint.safetensors`), 'it')
    for (const { values } of Object.values(tensors)) expect(values.every(Number.isFinite)).toBe(true)
  }, 120_000)

  it('whose chosen backend does not load ends with its name; no other is taken', async () => {
    const hook = cli.write(
      'broken.mjs',
      `import { registerHooks } from 'node:module'
       registerHooks({ resolve(name, context, next) {
         if (/^@tensorflow.tfjs-node(-gpu)?$/.test(name)) throw new Error('libtensorflow.so.2: cannot open it')
         return next(name, context)
       } })`,
    )
    process.env.NODE_OPTIONS = `--import ${pathToFileURL(hook).href}`
    try {
      const args = ['train', 'a', '--epochs', 1, '--backend', 'tensorflow']
      const words = /The backend tensorflow is (broken: .*libtensorflow.so.2: cannot open it|absent)/
      await refused(args, 1, words, 'Choose another backend')
    } finally {
      delete process.env.NODE_OPTIONS
    }
  })
})

describe('a model file is refused', () => {
  beforeAll(async () => {
    await cli.run('train', 'a', '--epochs', 1)
    await cli.run('model', 'a', '--out', 'whole.tracksieve-model')
    cli.write('walk.txt', '1,1,10,10,5,5,0.9,-1,-1,-1\n')
  }, 60_000)

  it.each<[string, (bytes: Buffer) => Uint8Array, string]>([
    ['cut in half', (bytes) => bytes.subarray(0, bytes.length / 2), 'is cut off: its end is missing'],
    ['that is something else', () => Buffer.from('1,1,10,10,5,5,0.9\n'), 'is not of this format'],
    [
      'of a newer version',
      (bytes) => {
        const { tensors, metadata } = decodeTensors(bytes, 'it')
        return encodeTensors({ tensors, metadata: { ...metadata, version: '9' } })
      },
      'comes from a newer Tracksieve',
    ],
    [
      'of another shape',
      (bytes) => {
        const { tensors, metadata } = decodeTensors(bytes, 'it')
        const table = { shape: [100, 64], values: new Float32Array(6400) }
        return encodeTensors({ metadata, tensors: { ...tensors, 'weights.sequence.positions.table': table } })
      },
      "the weights 'sequence.positions.table' are [100, 64]; this model needs [500, 64]",
    ],
  ])('%s', async (name, change, words) => {
    const model = `${name.replaceAll(' ', '-')}.tracksieve-model`
    fs.writeFileSync(cli.path(model), change(fs.readFileSync(cli.path('whole.tracksieve-model'))))
    const ended = await cli.run('score', 'walk.txt', '--model', model, '--out', 's.csv')
    expect([ended.code, cli.list().includes('s.csv')]).toEqual([3, false])
    expect(ended.stderr).toContain(words)
    expect(ended.stderr.trim().split('\n').at(-1)).toMatch(/again|Choose|Update/)
  })
})
