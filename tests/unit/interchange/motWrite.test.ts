import fs from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { keepRows } from '../../../src/main/engine/interchange/mot/keep.ts'
import { shortest } from '../../../src/main/engine/interchange/mot/number.ts'
import { writeMot } from '../../../src/main/engine/interchange/mot/write.ts'
import { read, testFolder, trackSet } from '../../support/mot.ts'

const folder = testFolder()
afterAll(() => folder.remove())
const out = `${folder.folder}/out.txt`

const place = fc.float({ min: -100_000, max: 100_000, noNaN: true })
const side = fc.float({ min: Math.fround(0.001), max: 100_000, noNaN: true })
const score = fc.oneof(fc.constant(Number.NaN), fc.float({ min: 0, max: 1, noNaN: true }))
const box = fc.tuple(fc.nat(16_000_000), fc.nat(2 ** 40), place, place, side, side, score)
const boxes = fc.uniqueArray(box, {
  minLength: 1,
  maxLength: 60,
  selector: ([frame, id]) => `${frame}/${id}`,
})

describe('writing and reading again', () => {
  it('gives equal tracks, to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(boxes, async (rows) => {
        const set = trackSet(rows)
        await writeMot(out, set, quietWork())
        const again = (await read(out)).tracks
        expect(again.numbers).toEqual(set.numbers)
        expect(again.starts).toEqual(set.starts)
        // -0 is written as 0: the same place.
        expect(again.boxes).toEqual(set.boxes.map((value) => value + 0))
      }),
      { numRuns: 150 },
    )
  })

  it('gives an equal file', async () => {
    const text =
      '1,2,318.99,227.7,67.71,115.4,0.32,-1,-1,-1\n1,11,-3.5,0,1,1,-1,-1,-1,-1\n7,2,1,2,3,4,1,-1,-1,-1\n'
    const first = folder.write('first.txt', text)
    await writeMot(out, (await read(first)).tracks, quietWork())
    expect(fs.readFileSync(out, 'utf8')).toBe(text)
  })
})

describe('numbers as text', () => {
  it.each([
    [318.99, '318.99'],
    [0.1, '0.1'],
    [16_777_216, '16777216'],
    [1e-7, '0.0000001'],
    [-0, '0'],
  ])('writes %f as %s', (value, text) => {
    expect(shortest(Math.fround(value))).toBe(text)
  })

  it('reads back as the same float32', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        fc.pre(Math.abs(value) > 1e-30 && Math.abs(value) < 1e20)
        expect(shortest(value)).not.toContain('e')
        expect(Math.fround(Number(shortest(value)))).toBe(value)
      }),
    )
  })
})

describe('keeping the lines of some tracks', () => {
  it('copies them as they are', async () => {
    const file = folder.write(
      'kept-from.txt',
      '\ufeff1 1 1 1 1 1 .5 9\r\n1 2 1 1 1 1 .5 9\r\n2 01 1.50 1 1 1 .5 9',
    )
    expect(await keepRows(file, out, new Set([1]), quietWork())).toBe(2)
    expect(fs.readFileSync(out, 'utf8')).toBe('1 1 1 1 1 1 .5 9\n2 01 1.50 1 1 1 .5 9\n')
  })
})
