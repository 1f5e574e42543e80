import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultBounds, readBounds, writeBounds } from '../../../src/main/hosts/desktop/windowBounds.ts'
import { temporaryFolder } from '../../support/catalogue.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const bounds = { x: 200, y: 100, width: 1000, height: 700, maximized: false }
let place: ReturnType<typeof temporaryFolder>
let file: string

beforeEach(() => {
  place = temporaryFolder()
  file = path.join(place.folder, 'window.json')
})
afterEach(() => place.remove())

it('is 1440 by 900 the first time', () => {
  expect(readBounds(file, [screen])).toEqual({ width: 1440, height: 900, maximized: false })
})

it('is where it was', () => {
  writeBounds(file, bounds)
  expect(readBounds(file, [screen])).toEqual(bounds)
})

it('keeps its size, but not its place on a screen that is gone', () => {
  writeBounds(file, { ...bounds, x: 3000 })
  expect(readBounds(file, [screen])).toEqual({ width: 1000, height: 700, maximized: false })
})

it.each(['', '{', '{"x":0}', JSON.stringify({ ...bounds, width: 3 })])(
  'ignores a damaged file: %s',
  (text) => {
    fs.writeFileSync(file, text)
    expect(readBounds(file, [screen])).toEqual(defaultBounds)
  },
)
