/** The head of docs/heads.md, as it stands there: it is registered, trained and judged. */
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { tableOf } from '../../../src/main/engine/learning/data/trackTable.ts'
import { readModel } from '../../../src/main/engine/learning/files/modelFile.ts'
import type { HeadPlan } from '../../../src/main/engine/learning/heads/plan.ts'
import { heads } from '../../../src/main/engine/learning/heads/registry.ts'
import { judgeTasksOf } from '../../../src/main/engine/learning/judging/taskFigures.ts'
import { parametersOf } from '../../../src/main/engine/learning/model/sizes.ts'
import { writeOnnx } from '../../../src/main/engine/learning/onnx/export.ts'
import { modelFileOf } from '../../../src/main/engine/learning/training/runFolder.ts'
import { Recipe } from '../../../src/shared/contract/learning.ts'
import { temporaryFolder } from '../../support/catalogue.ts'
import { someTracks } from '../../support/tracks.ts'
import { anInput, removeRunFolders, runOnce } from '../../support/trainingRun.ts'

vi.setConfig({ testTimeout: 120_000 })
afterEach(removeRunFolders)

const page = fs.readFileSync(path.resolve(import.meta.dirname, '../../../docs/heads.md'), 'utf8')
const blocks = [...page.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)]
const { folder, remove } = temporaryFolder()

beforeAll(async () => {
  const code = blocks.find(([, name]) => name === 'lifetime.ts')![2]!
  const file = path.join(folder, 'lifetime.ts')
  fs.writeFileSync(file, code)
  const { lifetime } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { lifetime: HeadPlan }
  heads.lifetime = lifetime
})
afterAll(() => {
  delete heads.lifetime
  remove()
})

const tracks = someTracks(40)
const change = {
  preset: 'track',
  head: 'lifetime',
  ensemble: false,
  epochs: 30,
  batch: 8,
  dropout: 0,
} as const

it('is one line in the registry', () => {
  const line = blocks.find(([, name]) => name === 'registry.ts')![2]!
  const known = Object.keys(heads)
  for (const name of known) expect(line).toContain(name)
  expect(parametersOf(Recipe.parse(change))).toBe(92 * 128 + 128 + (128 + 1) + (128 * 16 + 16) + (16 + 1))
})

it('learns its task and persistence, and is judged beside its rules', async () => {
  const input = anInput(change, tracks)
  const { epochs } = await runOnce(input)
  expect(epochs.at(-1)!.validationAuroc).toBeGreaterThan(0.9)
  const rows = (part: string) => tableOf(tracks.filter((_, i) => input.parts[i] === part))
  const asked = { modelFile: modelFileOf(input.folder), backend: 'wasm', context: null } as const
  const [figures] = await judgeTasksOf({ ...asked, table: rows('test'), train: rows('train') }, quietWork())
  expect(figures).toMatchObject({ task: 'lifetime', columns: [{ title: 'mean error', better: 'lower' }] })
  const error = (id: string) => figures!.lines.find((line) => line.id === id)!.values[0]!
  expect(error('model')).toBeLessThan(error('mean') * 0.9)
  expect(error('model')).toBeLessThan(error('ends') * 0.9)
})

it('has no ONNX file, and its model says which head is missing where it is not registered', async () => {
  const input = anInput({ ...change, epochs: 1 }, tracks)
  await runOnce(input)
  const file = modelFileOf(input.folder)
  await expect(writeOnnx(file, path.join(folder, 'out.onnx'), 0.5)).rejects.toMatchObject({
    code: 'VALIDATION',
    message: expect.stringContaining("head 'lifetime' cannot be written as ONNX") as string,
  })
  expect(fs.existsSync(path.join(folder, 'out.onnx'))).toBe(false)
  const { lifetime } = heads
  delete heads.lifetime
  await expect(readModel(file)).rejects.toThrow("There is no head 'lifetime'")
  heads.lifetime = lifetime!
  expect((await readModel(file)).pipeline.parts.head.name).toBe('lifetime')
})
