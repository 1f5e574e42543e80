/** Our labels of the tracks of vtest.avi name each of those tracks once. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { Label } from '../../../src/shared/words.ts'
import { vtestTracks } from '../../support/realData.ts'

it('each track of vtest.avi has one label', () => {
  const lines = (file: string) => fs.readFileSync(file, 'utf8').trim().split('\n')
  const [head, ...rows] = lines(path.join(path.dirname(vtestTracks), 'vtest_labels.csv'))
  expect(head).toBe('track_id,label')
  const labelled = rows.map((row) => row.split(',') as [string, string])
  for (const [, label] of labelled) expect(Label.safeParse(label).success).toBe(true)
  const tracks = new Set(lines(vtestTracks).map((line) => line.split(',')[1]!))
  expect(labelled.map(([track]) => track).sort()).toEqual([...tracks].sort())
})
