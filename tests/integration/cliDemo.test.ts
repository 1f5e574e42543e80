import fs from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CommandLine, commandLine } from '../support/cli.ts'

let cli: CommandLine
beforeAll(() => {
  cli = commandLine()
})
afterAll(() => cli.remove())

it('makes a project from start to end and names what it wrote', { timeout: 300_000 }, async () => {
  const made = await cli.run('demo', 'd', '--json')
  expect(made.code).toBe(0)
  const document = made.json<{
    files: { name: string; path: string; bytes: number }[]
    filter: { tracks: number; kept: number }
  }>()
  expect(document).toMatchObject({ clips: 100, parameters: 236_993, state: 'done' })
  expect(document.filter.kept).toBeGreaterThan(0)
  expect(document.filter.kept).toBeLessThan(document.filter.tracks)
  expect(document.files.map(({ name }) => name)).toContain('film of a clip')
  for (const { path, bytes } of document.files) {
    expect(fs.existsSync(path)).toBe(true)
    expect(bytes).toBeGreaterThan(0)
  }
  expect((await cli.run('demo', 'd')).code).toBe(3)
})

it('cancelled leaves nothing', { timeout: 120_000 }, async () => {
  const ended = await cli.runUntil(/Epoch/, (child) => child.kill('SIGINT'), 'demo', 'e')
  expect(ended.code).toBe(5)
  expect(cli.list()).not.toContain('e')
})
