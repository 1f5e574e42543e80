import fs from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { eachTrack } from '../../../src/main/engine/interchange/trackSet.ts'
import { readMot } from '../../../src/main/engine/interchange/mot/read.ts'
import { quietWork } from '../../../src/main/engine/base/work.ts'
import { TracksieveError } from '../../../src/shared/errors.ts'
import { foreignFile, vtestTracks } from '../../support/realData.ts'
import { read, refusal, testFolder } from '../../support/mot.ts'

const folder = testFolder()
afterAll(() => folder.remove())

let count = 0
const file = (content: string | Uint8Array): string => folder.write(`tracks${(count += 1)}.txt`, content)
const good = '1,1,10,20,30,40,0.9,-1,-1,-1'

describe('what is read', () => {
  it('gives tracks by id with boxes by frame, frames from 0', async () => {
    const { tracks, skipped } = await read(file('3,7,1,2,3,4,0.5\n1,7,5,6,7,8,-1\n2,2,9,9,9,9,1\n'))
    expect([...eachTrack(tracks)].map(({ number, detections }) => [number, [...detections]])).toEqual([
      [2, [1, 9, 9, 9, 9, 1]],
      [7, [0, 5, 6, 7, 8, Number.NaN, 2, 1, 2, 3, 4, 0.5]],
    ])
    expect(skipped).toEqual({})
  })

  it.each([
    ['a byte order mark', `\ufeff${good}\n`],
    ['CRLF line ends', `${good}\r\n2,1,1,1,1,1,1,-1,-1,-1\r\n`],
    ['no line end at the end', good],
    ['blank lines', `\n${good}\n\n`],
    ['blanks as separators', good.replaceAll(',', '  ')],
    ['tabs as separators', good.replaceAll(',', '\t')],
    ['blanks around commas', good.replaceAll(',', ' , ')],
    ['numbers with exponents', '1.000e+00,1.0,1e1,2e1,3.0e+1,4e1'],
    ['six columns', '1,1,10,20,30,40'],
    ['nine columns', '1,1,10,20,30,40,1,1,0.5'],
    ['words in columns that do not matter', '1,1,10,20,30,40,0.9,person,x,y'],
    ['a large id', good.replace('1,1,', `1,${Number.MAX_SAFE_INTEGER},`)],
  ])('takes %s', async (_, content) => {
    const { tracks } = await read(file(content))
    expect([...tracks.boxes.subarray(0, 5)]).toEqual([0, 10, 20, 30, 40])
  })

  it('keeps a track apart from the line ends of chunks', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i + 1},1,${i % 900}.5,2,3,4,0.25,-1,-1,-1`)
    const { tracks } = await read(file(rows.join('\n')))
    expect(tracks.boxes.length).toBe(60_000 * 6)
    for (let i = 0; i < 60_000; i += 1) {
      if (tracks.boxes[i * 6] !== i || tracks.boxes[i * 6 + 1] !== (i % 900) + 0.5)
        throw new Error(`row ${i} is wrong`)
    }
  })

  it('counts the tracks of the motion tracker', async () => {
    const { tracks } = await read(vtestTracks)
    expect([tracks.numbers.length, tracks.boxes.length / 6]).toEqual([499, 5456])
  })
})

describe('what is refused', () => {
  const second = (row: string): string => `${good}\n${row}\n`
  it.each([
    ['an empty file', '', /is empty/],
    ['a file of blank lines', '\n \n\n', /is empty/],
    ['a binary file', new Uint8Array([1, 0, 2, 0, 255]), /binary/],
    ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), /UTF-16/],
    ['an endless line', '1'.repeat(10_000), /line 1.*longer/],
    ['five columns', '1,1,10,20,30\n', /line 1: has 5 columns/],
    ['eleven columns with commas', `${good},1\n`, /line 1: has 11 columns/],
    ['a line with fewer columns', second('2,1,10,20'), /line 2: has 4 columns, the lines before have 10/],
    ['a line with more columns', second(`${good},7`), /line 2: has 11 columns/],
    ['a file that ends in a line', `${good}\n2,1,10,20,3`, /line 2: is cut off/],
    ['a file that ends in a number', '1,1,10,20,30,40,-', /line 1: is cut off/],
    ['NaN', second('2,1,nan,20,30,40,0.9,-1,-1,-1'), /line 2: its x is nan/],
    ['infinity', second('2,1,10,-inf,30,40,0.9,-1,-1,-1'), /line 2: its y is -inf/],
    ['an infinity by exponent', second('2,1,1e999,20,30,40,0.9,-1,-1,-1'), /line 2: its x/],
    ['a word', second('2,1,10,20,wide,40,0.9,-1,-1,-1'), /line 2: its width is "wide"/],
    ['a hexadecimal number', second('2,1,0x10,20,30,40,0.9,-1,-1,-1'), /line 2: its x/],
    ['an empty value', second('2,1,,20,30,40,0.9,-1,-1,-1'), /line 2: its x is empty/],
    ['a negative width', second('2,1,10,20,-30,40,0.9,-1,-1,-1'), /line 2: its box is -30 × 40/],
    ['no height', second('2,1,10,20,30,0,0.9,-1,-1,-1'), /line 2: its box is 30 × 0/],
    ['a negative frame', second('-2,1,10,20,30,40,0.9,-1,-1,-1'), /line 2: its frame is -2/],
    ['frame 0', second('0,1,10,20,30,40,0.9,-1,-1,-1'), /line 2: its frame is 0; the first frame is 1/],
    ['half a frame', second('1.5,1,10,20,30,40,0.9,-1,-1,-1'), /line 2: its frame is 1.5, not a whole/],
    ['half an id', second('2,1.5,10,20,30,40,0.9,-1,-1,-1'), /line 2: its id is 1.5, not a whole/],
    ['a negative id', second('2,-4,10,20,30,40,0.9,-1,-1,-1'), /line 2: its id is -4/],
    ['an id beyond counting', second('2,1e300,10,20,30,40,0.9,-1,-1,-1'), /line 2: its id is 1e300; at most/],
    ['a frame beyond counting', second('99999999999,1,10,20,30,40,0.9,-1,-1,-1'), /line 2: its frame/],
    ['a box beyond any picture', second('2,1,1e30,20,30,40,0.9,-1,-1,-1'), /line 2: its box reaches/],
    [
      'a second box in a frame',
      second('1,1,11,20,30,40,0.9,-1,-1,-1'),
      /line 2: is a second box of track 1.*line 1/,
    ],
    [
      'detections without identities',
      '1,-1,10,20,30,40,0.9\n2,-1,10,20,30,40,0.9\n',
      /line 1: has id -1.*not tracks/,
    ],
    ['a header', `frame,id,x,y,w,h,score\n${good}\n`, /line 1: starts with words/],
    ['semicolons', good.replaceAll(',', ';'), /line 1: separates its columns by semicolons/],
    ['XML', '<?xml version="1.0"?>\n<a/>\n', /XML/],
    ['JSON', '{"annotations": []}', /JSON/],
    ['KITTI', '0 1 Car -1 -1 -1 720.3 170.6 914.7 310.6 -1 -1 -1 -1000 -1000 -1000 -10 0.98\n', /KITTI/],
    ['VATIC', '0 412 0 842 124 0 0 0 0 "worker"\n', /VATIC/],
    ['YOLO', '0 0.51 0.22 0.03 0.10 0.9 4\n', /YOLO/],
  ])('refuses %s', async (_, content, message) => {
    const path = file(content)
    const { code, message: text, hint } = await refusal(() => read(path))
    expect(code).toBe('VALIDATION')
    expect(text).toMatch(message)
    expect(text).toContain(path.split('/').at(-1))
    expect(hint).not.toBe('')
  })

  it('says that a file is absent, or a folder', async () => {
    expect((await refusal(() => read(`${folder.folder}/none.txt`))).code).toBe('NOT_FOUND')
    expect((await refusal(() => read(folder.folder))).message).toMatch(/is a folder/)
  })

  it.each([
    ['mot/datumaro_mot_seq_gt_gt.txt', /without identities/],
    ['other/kitti_tracking_format_0000_head.txt', /KITTI/],
    ['other/motmetrics_vatic.txt', /VATIC/],
    ['yolo/track_ultralytics/labels/mseq_1.txt', /YOLO/],
    ['cvat/datumaro_for_video.xml', /XML/],
    ['coco/mmtracking_cocovid.json', /JSON/],
  ])('refuses %s of another tool', async (name, message) => {
    const path = foreignFile(name)
    if (!path) return
    expect((await refusal(() => read(path))).message).toMatch(message)
  })

  it.each([
    ['mot/motmetrics_iotest_motchallenge.txt', 4, 5],
    ['other/pathtrack_gt-short.txt', 2, 6],
    ['exporters/source_mot.txt', 8, 197],
    ['exporters/datumaro_mot_seq_gt/gt/gt.txt', 8, 197],
  ])('reads %s of another tool', async (name, tracks, boxes) => {
    const path = foreignFile(name)
    if (!path) return
    const set = (await read(path)).tracks
    expect([set.numbers.length, set.boxes.length / 6]).toEqual([tracks, boxes])
  })
})

describe('lines left out on demand', () => {
  it('counts them by reason and keeps the others', async () => {
    const bad = [
      '2,1,nan,1,1,1',
      '3,1,1,1,0,1',
      '4,1,1,1',
      '1,1,9,9,9,9',
      '5,1,1,1,-1,1',
      '6,1,1,1,1,1',
      '7,1,2',
    ]
    const { tracks, skipped } = await read(file(['1,1,1,1,1,1', ...bad].join('\n')), true)
    expect([...tracks.boxes].filter((_, i) => i % 6 === 0)).toEqual([0, 5])
    expect(skipped).toEqual({
      'not a finite number': 1,
      'no size': 2,
      'wrong number of columns': 2,
      'second box of a track in one frame': 1,
    })
  })

  it('refuses a file of which nothing is left', async () => {
    const { message } = await refusal(() => read(file('1,1,1,1,0,1\n2,1,1,1,0,1\n'), true))
    expect(message).toMatch(/No line of the file can be read/)
    expect((await refusal(() => read(file('1,-1,1,1,2,1\n'), true))).message).toMatch(/not tracks/)
  })
})

describe('long files', () => {
  it('tells how far it is and stops when cancelled', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `${i + 1},1,1,2,3,4,0.25,-1,-1,-1\n`).join('')
    const path = file(rows)
    const stop = new AbortController()
    const seen: number[] = []
    const work = {
      ...quietWork(stop.signal),
      progress: ({ done, total }: { done: number; total: number }) => {
        seen.push(done / total)
        if (seen.length === 2) stop.abort()
      },
    }
    const { code } = await refusal(() => readMot(path, { skipBadRows: false }, work))
    expect(code).toBe('CANCELLED')
    expect(seen).toHaveLength(2)
    expect(seen[1]!).toBeGreaterThan(seen[0]!)
  })
})

describe('damaged files', () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i + 1},${i % 3},${i}.5,20,30,40,0.${i},-1,-1,-1`).join(
    '\n',
  )
  const bytes = Buffer.from(rows)
  const damage = fc.oneof(
    // Bytes overwritten, a piece cut out, a piece put in, the end cut off.
    fc.tuple(fc.nat(bytes.length - 1), fc.uint8Array({ maxLength: 6 })).map(([at, other]) => {
      const copy = Buffer.from(bytes)
      copy.set(other.subarray(0, copy.length - at), at)
      return copy
    }),
    fc
      .tuple(fc.nat(bytes.length), fc.nat(40))
      .map(([at, n]) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + n)])),
    fc
      .tuple(fc.nat(bytes.length), fc.string({ maxLength: 8, unit: 'binary' }))
      .map(([at, text]) => Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at)])),
    fc.nat(bytes.length).map((end) => bytes.subarray(0, end)),
    fc.uint8Array({ maxLength: 300 }).map((random) => Buffer.from(random)),
  )

  it('are read with sound boxes only, or refused as the product refuses', async () => {
    const path = folder.write('damaged.txt', '')
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), async (content, skip) => {
        fs.writeFileSync(path, content)
        const outcome = await read(path, skip).catch((thrown: unknown) => thrown)
        if (outcome instanceof TracksieveError) {
          expect(outcome.code).toBe('VALIDATION')
          expect(outcome.hint).not.toBe('')
          return
        }
        const { tracks } = outcome as Awaited<ReturnType<typeof read>>
        expect(tracks.boxes.length).toBeGreaterThan(0)
        for (const { detections } of eachTrack(tracks)) {
          for (let at = 0; at < detections.length; at += 6) {
            const [frame, x, y, w, h] = detections.subarray(at, at + 5)
            expect([frame, x, y, w, h].every(Number.isFinite)).toBe(true)
            expect(Math.min(w!, h!)).toBeGreaterThan(0)
            expect(frame!).toBeGreaterThan(at === 0 ? -1 : detections[at - 6]!)
          }
        }
      }),
      { numRuns: 400 },
    )
  })
})
