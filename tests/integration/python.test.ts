/** The code of docs/python.md, as it stands there: what it gives must be the scores of `tracksieve score`. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandLine, commandLine } from '../support/cli.ts'

/** A Python of the machine, or the one that is named (a virtual environment with the packages). */
const python = process.env.TRACKSIEVE_PYTHON ?? 'python3'

function has(...packages: string[]): boolean {
  try {
    execFileSync(python, ['-c', `import ${packages.join(', ')}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const numpy = has('numpy')
const onnxruntime = numpy && has('onnxruntime')

let cli: CommandLine
beforeAll(async () => {
  if (!numpy) return
  cli = commandLine()
  const page = fs.readFileSync(path.resolve(import.meta.dirname, '../../docs/python.md'), 'utf8')
  for (const [, code = '', name = ''] of page.matchAll(/```python\n(# (\S+)\n[\s\S]*?)```/g))
    cli.write(name, code)
  for (const preset of ['phase1', 'track']) {
    const set = preset === 'track' ? ['tracker', '--count', 12] : ['quick', '--count', 60]
    await cli.run('generate', preset, '--preset', ...set, '--seed', 5)
    await cli.run('train', preset, '--preset', preset, '--epochs', 2, '--seed', 1)
    await cli.run('model', preset, '--out', `${preset}.tracksieve-model`, '--onnx', `${preset}.onnx`)
  }
  const exported = await cli.run('export', 'track', 'tracks', '--format', 'mot')
  expect(exported.code).toBe(0)
}, 240_000)
afterAll(() => cli?.remove())

interface Line {
  score: number
  kept: boolean
}

async function byProduct(preset: string): Promise<Line[]> {
  const model = ['--model', `${preset}.tracksieve-model`, '--replace']
  const done = await cli.run(
    'score',
    'tracks',
    ...model,
    '--out',
    's.csv',
    '--inputs',
    'i.safetensors',
    '--json',
  )
  expect(done.stderr + String(done.code)).toMatch(/0$/)
  const [, ...rows] = fs.readFileSync(cli.path('s.csv'), 'utf8').trim().split('\n')
  return rows.map((row) => ({ score: Number(row.split(',')[3]), kept: row.trim().endsWith(',1') }))
}

function byPython(script: string, model: string): Line[] {
  const out = execFileSync(python, [script, model, 'i.safetensors'], { cwd: cli.folder, encoding: 'utf8' })
  const lines = out.trim().split('\n')
  return lines.map((line) => ({ score: Number(line.split(' ')[0]), kept: line.endsWith('kept') }))
}

function expectSame(given: readonly Line[], wanted: readonly Line[]): void {
  expect(given).toHaveLength(wanted.length)
  expect(wanted.length).toBeGreaterThan(100)
  given.forEach(({ score, kept }, i) => {
    expect(Math.abs(score - wanted[i]!.score), `track ${i}`).toBeLessThan(1e-5)
    expect(kept, `track ${i}`).toBe(wanted[i]!.kept)
  })
}

describe.skipIf(!numpy)('the Python of the manual (needs python3 with numpy)', () => {
  it('scores with the model file of preset track as the product does', async () => {
    const wanted = await byProduct('track')
    expectSame(byPython('score_numpy.py', 'track.tracksieve-model'), wanted)
  })

  it.skipIf(!onnxruntime).each(['phase1', 'track'])(
    'scores with the ONNX file of preset %s (needs onnxruntime)',
    async (preset) => {
      const wanted = await byProduct(preset)
      expectSame(byPython('score_onnx.py', `${preset}.onnx`), wanted)
    },
  )
})
