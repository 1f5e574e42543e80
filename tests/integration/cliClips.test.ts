/** Clips by the command line: every option, the report, files out and in. */
import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foreignSet } from '../support/clipFiles.ts'
import { type CommandLine, commandLine } from '../support/cli.ts'

let cli: CommandLine
beforeEach(() => {
  cli = commandLine()
})
afterEach(() => cli.remove())

describe('generate', () => {
  it('takes every option of a preset and reports on the set', async () => {
    const objects = cli.write('objects.json', JSON.stringify([{ shape: 'star', grey: 200 }]))
    const options =
      '--kinds noise=3,mixed=2 --seed 5 --frames 8 --fps 12 --size 40 --width 60 --view xz --line-width 3 --point-size 90 --trail over --mix light --transient-clutter 2-2 --persistent-clutter 1 --noise 0.1'
    const made = await cli.run(
      'generate',
      'a',
      '--preset',
      'classic',
      ...options.split(' '),
      '--families',
      'loop',
      'sine',
      '--objects',
      objects,
      '--report',
      '--json',
    )
    expect(made.code).toBe(0)
    const { report, kinds } = made.json<{ report: { clips: number; rules: unknown[] }; kinds: object }>()
    expect(kinds).toEqual({ persistent: 0, brief: 0, noise: 3, mixed: 2 })
    expect(report).toMatchObject({ clips: 5, frames: 40, duplicates: 0 })
    expect(report.rules).toHaveLength(3)
    const told = await cli.run(
      'generate',
      'a',
      '--preset',
      'realistic',
      '--count',
      2,
      '--cameras',
      1,
      '--per-scene',
      'persistent=2,brief=3,noise=2',
      '--width',
      320,
      '--height',
      320,
      '--report',
    )
    expect(told.stdout).toMatch(/2 clips \(.*mixed 2\) with 14 tracks/)
    expect(told.stdout).toMatch(/duration +14 tracks/)
  })

  it('refuses what a preset has not, and what cannot be', async () => {
    const foreign = await cli.run('generate', 'a', '--preset', 'transients', '--view', 'xy')
    expect([foreign.code, foreign.stderr]).toEqual([2, expect.stringContaining('transients has no --view')])
    for (const [option, value, code] of [
      ['--frames', '0', 2],
      ['--noise', 'NaN', 2],
      ['--clutter', '-0.1', 2],
      ['--frames', '2', 3],
      ['--transient-clutter', '5-2', 3],
    ] as const) {
      const refused = await cli.run('generate', 'a', '--preset', 'quick', option, value)
      expect([option, value, refused.code]).toEqual([option, value, code])
      expect(refused.stderr).toContain(option)
    }
    for (const [option, value] of [
      ['--count', '0'],
      ['--count', '-5'],
      ['--count', 'NaN'],
      ['--count', '1e400'],
      ['--seed', '-1'],
      ['--fps', '0'],
      ['--size', '1000000'],
      ['--noise', '1.5'],
    ] as const) {
      const refused = await cli.run('generate', 'a', '--preset', 'classic', option, value)
      expect([option, value, [2, 3].includes(refused.code!)]).toEqual([option, value, true])
      expect(refused.stderr).toContain(option)
    }
    const large = await cli.run('generate', 'a', '--preset', 'classic', '--count', 1_000_000_000)
    expect(large.code).toBe(3)
    expect(large.stderr).toMatch(/1,000,000,000 clips would take [\d,.]+ GiB[\s\S]*--large/)
    expect(cli.list()).toEqual([])
  })
})

describe('export and import', () => {
  it('write a set as videos.npy and read it back', async () => {
    await cli.run('generate', 'a', '--preset', 'quick', '--count', 10, '--size', 32)
    const out = await cli.run('export', 'a', 'set', '--format', 'npy', '--float', '--json')
    expect(out.json()).toMatchObject({ clips: 10, type: 'float32', path: cli.path('set') })
    expect(fs.readdirSync(cli.path('set')).sort()).toEqual(['metadata.json', 'summary.json', 'videos.npy'])
    expect((await cli.run('export', 'a', 'set', '--format', 'npy')).code).toBe(3)
    const back = await cli.run('import', 'b', 'set', '--json')
    expect(back.json()).toMatchObject({ clips: 10, notes: [] })
    fs.truncateSync(cli.path('set/videos.npy'), 5000)
    const refused = await cli.run('import', 'c', 'set/videos.npy')
    expect(refused.code).toBe(3)
    expect(refused.stderr).toContain('is cut off')
  })

  it.each([
    ['a wrong shape', { shape: [2, 3, 3, 4, 5] }, /clips have \(clips, frames, height, width, 3\)/],
    ['a wrong type', { descr: '<f8' }, /clips are uint8, or float32/],
    ['another byte order', { descr: '>f4' }, /big-endian[\s\S]*astype\('<f4'\)/],
    ['a cut', { bytes: 100 }, /is cut off/],
    ['a list of another length', { metadata: ['brief'] }, /tells of 1 clips, videos.npy holds 2/],
  ] as const)('refuse a foreign set with %s', async (_, change, words) => {
    const set = foreignSet(cli.path('theirs'), change as Parameters<typeof foreignSet>[1])
    const refused = await cli.run('import', 'a', set)
    expect(refused.code).toBe(3)
    expect(refused.stderr).toMatch(words)
    const listed = await cli.run('tracks', 'a', '--json')
    expect(listed.code === 0 ? listed.json<{ total: number }>().total : 0).toBe(0)
  })

  it('refuse Fortran order, and numbers that are no pixels', async () => {
    const set = foreignSet(cli.path('theirs'))
    const file = `${set}/videos.npy`
    const plain = fs.readFileSync(file, 'latin1')
    fs.writeFileSync(file, plain.replace("order': False", "order': True "), 'latin1')
    expect((await cli.run('import', 'a', set)).stderr).toMatch(/Fortran order[\s\S]*ascontiguousarray/)
    const floats = foreignSet(cli.path('floats'), { descr: '<f4', bytes: 1440 })
    const refused = await cli.run('import', 'a', floats)
    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringMatching(/pixels are numbers from 0 to 1, or from 0 to 255/),
    ])
  })
})
