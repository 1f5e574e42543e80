import { describe, expect, it } from 'vitest'
import { offsetToShow } from '../../../src/renderer/components/VirtualRows.tsx'

/** Ten rows of 20 pixels are in view, from row 30 on. */
const list = { rowHeight: 20, total: 100, offset: 600, seen: 200, ahead: 4 }

describe('a long list', () => {
  it('stays where it is while the row is in view', () => {
    expect(offsetToShow({ ...list, position: 30 })).toBeNull()
    expect(offsetToShow({ ...list, position: 39 })).toBeNull()
  })
  it('shows a row below with the four after it', () => {
    expect(offsetToShow({ ...list, position: 40 })).toBe(45 * 20 - 200)
  })
  it('shows a row above with the four before it', () => {
    expect(offsetToShow({ ...list, position: 29 })).toBe(25 * 20)
  })
  it('never scrolls past its ends', () => {
    expect(offsetToShow({ ...list, position: 99 })).toBe(100 * 20 - 200)
    expect(offsetToShow({ ...list, position: 2 })).toBe(0)
  })
})
