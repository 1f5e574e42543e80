/** Commands on catalogues: what they make, what they say, how they end. */
import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CommandLine, commandLine } from '../support/cli.ts'
import { vtestTracks } from '../support/realData.ts'

let cli: CommandLine
beforeEach(() => {
  cli = commandLine()
})
afterEach(() => cli.remove())

const results = '1,1,10,20,30,40,0.9,-1,-1,-1\n2,1,12,20,30,40,0.8,-1,-1,-1\n2,2,50,50,9,9,0.3,-1,-1,-1\n'

describe('generate', () => {
  it('creates the catalogue and says how many clips of which kind', async () => {
    const made = await cli.run('generate', 'a', '--preset', 'quick', '--count', 20, '--seed', 3, '--json')
    expect(made.code).toBe(0)
    const document = made.json<{
      catalogue: string
      clips: number
      kinds: Record<string, number>
      tracks: number
    }>()
    expect(document).toMatchObject({ catalogue: cli.path('a.tracksieve'), clips: 20, left_out: {} })
    expect(Object.values(document.kinds).reduce((sum, n) => sum + n)).toBe(20)
    const listed = (await cli.run('tracks', 'a', '--json')).json<{ total: number; tracks: unknown[] }>()
    expect(listed.total).toBe(document.tracks)
    expect(listed.tracks).toHaveLength(document.tracks)
  })

  it('ends with 5 on Ctrl+C and leaves nothing', async () => {
    const args = ['generate', 'a', '--preset', 'quick', '--count', '500000']
    const { code, stderr, stdout } = await cli.runUntil(
      /Generating/,
      (child) => child.kill('SIGINT'),
      ...args,
    )
    expect(code).toBe(5)
    expect(stderr).toMatch(/Cancelled/)
    expect(stdout).toBe('')
    expect(cli.list()).toEqual([])
  })
})

describe('import', () => {
  it('brings in tracks with labels, and export writes them back as they were', async () => {
    const file = cli.write('walk.txt', results)
    const labels = cli.write('l.csv', 'track_id,label\n1,persistent\n2,ignored\n9,noise\n')
    const done = await cli.run('import', 'a', file, '--truth', labels, '--fps', 12, '--json')
    expect(done.code).toBe(0)
    expect(done.json()).toMatchObject({
      tracks: 2,
      boxes: 3,
      labels: { persistent: 1, unsure: 1 },
      left_out: { 'labels of tracks that are not there': 1 },
    })
    const exported = await cli.run('export', 'a', 'out.txt', '--format', 'mot')
    expect(exported.code).toBe(0)
    expect(fs.readFileSync(cli.path('out.txt'), 'utf8')).toBe(results)
    expect((await cli.run('export', 'a', 'out.txt', '--format', 'mot')).code).toBe(3)
    expect(
      (await cli.run('export', 'a', 'out.txt', '--format', 'mot', '--only', 'noise', '--replace')).code,
    ).toBe(3)
    expect(fs.readFileSync(cli.path('out.txt'), 'utf8')).toBe(results)
  })

  it('refuses a wrong file with 3, naming file and line, and leaves no catalogue', async () => {
    const file = cli.write('walk.txt', `${results}3,1,nan,1,1,1,1,-1,-1,-1\n`)
    const refused = await cli.run('import', 'a', file, '--json')
    expect(refused.code).toBe(3)
    expect(refused.stderr).toMatch(/walk\.txt, line 4: its x is nan/)
    expect(refused.json<{ error: { code: string } }>().error.code).toBe('VALIDATION')
    expect(cli.list()).toEqual(['walk.txt'])
    const without = await cli.run('import', 'a', file, '--skip-bad-rows', '--json')
    expect(without.json()).toMatchObject({ boxes: 3, left_out: { 'lines: not a finite number': 1 } })
  })

  it('refuses the same tracks a second time', async () => {
    const file = cli.write('walk.txt', results)
    await cli.run('import', 'a', file)
    const again = await cli.run('import', 'a', file)
    expect(again.code).toBe(3)
    expect(again.stderr).toMatch(/imported already, as “walk”/)
    expect((await cli.run('tracks', 'a', '--json')).json<{ total: number }>().total).toBe(2)
  })
})

describe('tracks', () => {
  it('filters, sorts and counts', async () => {
    await cli.run('import', 'a', vtestTracks)
    const find = async (...args: string[]) =>
      (await cli.run('tracks', 'a', '--json', ...args)).json<{
        total: number
        tracks: { boxes: number; label: null }[]
      }>()
    expect((await find()).total).toBe(499)
    // 203 tracks of one box, by the counts that came with the file.
    expect((await find('--where', 'boxes=1')).total).toBe(203)
    const longest = await find('--sort', '-boxes', '--limit', '3')
    expect(longest.total).toBe(499)
    expect(longest.tracks).toHaveLength(3)
    expect(longest.tracks[0]!.boxes).toBeGreaterThanOrEqual(longest.tracks[1]!.boxes)
    expect((await find('--where', 'source=vtest_mog2', '--where', 'label=noise')).total).toBe(0)
    const table = await cli.run('tracks', 'a', '--where', 'boxes<=3')
    expect(table.stdout).toMatch(/50 of \d+ tracks/)
  })

  it('does not understand other conditions', async () => {
    await cli.run('import', 'a', cli.write('walk.txt', results))
    for (const where of ['colour=red', 'score>>1', 'label=ghost', 'source=none']) {
      const { code, stderr } = await cli.run('tracks', 'a', '--where', where)
      expect([where, code]).toEqual([where, 2])
      expect(stderr).not.toBe('')
    }
    expect((await cli.run('tracks', 'a', '--sort', 'colour')).code).toBe(2)
  })
})

describe('label', () => {
  it('writes labels by id and from a file, and says what changed', async () => {
    await cli.run('import', 'a', cli.write('walk.txt', results))
    const byId = await cli.run('label', 'a', 1, 2, '--as', 'noise', '--json')
    expect(byId.json()).toMatchObject({ changed: 2, unchanged: 0, labels: { noise: 2 } })
    const file = cli.write(
      'l.csv',
      'sequence,track_id,label\nwalk,1,persistent\nwalk,2,noise\nother,1,brief\n',
    )
    const fromFile = await cli.run('label', 'a', '--from', file, '--json')
    expect(fromFile.json()).toMatchObject({
      changed: 1,
      unchanged: 1,
      left_out: { 'sequence not in the catalogue': 1 },
      labels: { persistent: 1, noise: 1 },
    })
    expect((await cli.run('label', 'a', 1, '--as', 'none', '--json')).json()).toMatchObject({
      labels: { none: 1 },
    })
  })

  it('wants ids and a label, or a file', async () => {
    await cli.run('import', 'a', cli.write('walk.txt', results))
    for (const args of [['1'], ['--as', 'noise'], ['1', '--as', 'ghost'], ['x', '--as', 'noise']]) {
      expect([args, (await cli.run('label', 'a', ...args)).code]).toEqual([args, 2])
    }
    expect((await cli.run('label', 'a', 77, '--as', 'noise')).code).toBe(3)
  })
})

describe('how commands end', () => {
  it.each([
    [['nonsense'], 2],
    [['generate'], 2],
    [['generate', 'a', '--preset', 'none'], 2],
    [['generate', 'a', '--preset', 'quick', '--count', '0'], 2],
    [['import', 'a'], 2],
    [['tracks', 'nowhere'], 3],
    [['--help'], 0],
    [['--version'], 0],
  ])('%j with %i', async (args, code) => {
    const ended = await cli.run(...args)
    expect(ended.code).toBe(code)
    expect(ended.stdout === '').toBe(code !== 0)
  })

  it('with --json wrong usage is a document, too', async () => {
    const { code, json } = await cli.run('generate', '--json')
    expect(code).toBe(2)
    expect(json<{ error: { code: string } }>().error.code).toBe('VALIDATION')
  })

  it('with 4, naming the holder, while another one has the catalogue open', async () => {
    await cli.run('generate', 'a', '--preset', 'quick', '--count', 10)
    let other: Promise<unknown> = Promise.resolve()
    let second: Awaited<ReturnType<CommandLine['run']>> | undefined
    const first = cli.runUntil(
      /Generating/,
      (child) => {
        other = cli.run('tracks', 'a', '--json').then((result) => {
          second = result
          child.kill('SIGINT')
        })
      },
      ...['generate', 'a', '--preset', 'quick', '--count', '500000', '--seed', '9'],
    )
    expect((await first).code).toBe(5)
    await other
    expect(second?.code).toBe(4)
    expect(second?.stderr).toMatch(/command line/)
    expect(second?.json<{ error: { code: string } }>().error.code).toBe('CATALOGUE_IN_USE')
    // What was there before the cancelled job is still there, and nothing of it.
    expect(
      (await cli.run('tracks', 'a', '--json')).json<{ tracks: { source_name: string }[] }>().tracks,
    ).not.toContainEqual(expect.objectContaining({ source_name: 'quick, seed 9' }))
  })
})
