import { describe, expect, it } from 'vitest'
import { alternatives, type KeyPress, keyCaps, keyForms } from '../../../src/renderer/state/keys.ts'

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('what a key press may mean', () => {
  it('names letters in capitals, with the modifiers before', () => {
    expect(keyForms(press('z', 'KeyZ', { ctrlKey: true }))).toEqual(['Ctrl+Z'])
    expect(keyForms(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }))).toEqual(['Ctrl+Shift+Z'])
  })

  it('takes a sign as typed, so that ? is ? wherever it stands', () => {
    expect(keyForms(press('?', 'Slash', { shiftKey: true }))).toEqual(['?'])
    expect(keyForms(press('?', 'Minus', { shiftKey: true }))).toEqual(['?'])
  })

  it('knows a digit by its place, with Shift, and where digits need Shift', () => {
    expect(keyForms(press('!', 'Digit1', { shiftKey: true }))).toContain('Shift+1')
    expect(keyForms(press('&', 'Digit1'))).toContain('1')
  })

  it('finds / on the key of a digit', () => {
    expect(keyForms(press('/', 'Digit7', { shiftKey: true }))).toContain('/')
  })

  it('names the space bar and keeps Shift with arrows', () => {
    expect(keyForms(press(' ', 'Space'))).toEqual(['Space'])
    expect(keyForms(press('ArrowLeft', 'ArrowLeft', { shiftKey: true }))).toEqual(['Shift+ArrowLeft'])
  })
})

describe('how keys are shown', () => {
  it('draws one cap for each key', () => {
    expect(keyCaps('Ctrl+Shift+Z')).toEqual(['Ctrl', 'Shift', 'Z'])
    expect(keyCaps('Shift+ArrowUp')).toEqual(['Shift', '↑'])
  })

  it('does not lose the plus sign', () => {
    expect(keyCaps('+')).toEqual(['+'])
    expect(keyCaps('Ctrl++')).toEqual(['Ctrl', '+'])
  })

  it('reads several alternatives', () => {
    expect(alternatives('ArrowRight J')).toEqual(['ArrowRight', 'J'])
    expect(alternatives('')).toEqual([])
  })
})
