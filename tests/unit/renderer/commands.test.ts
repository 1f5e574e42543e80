import { beforeAll, describe, expect, it } from 'vitest'
import {
  allCommands,
  commandFor,
  commandOf,
  conflictsOf,
  declareCommands,
  keysOf,
} from '../../../src/renderer/state/commands.ts'

/** The commands of the whole product, as the window declares them. */
beforeAll(async () => {
  const root = '../../../src/renderer'
  await import(`${root}/app/windowCommands.ts`)
  await import(`${root}/features/start/startCommands.ts`)
  await import(`${root}/features/library/libraryCommands.ts`)
  await import(`${root}/features/review/reviewCommands.ts`)
  await import(`${root}/features/train/trainCommands.ts`)
  await import(`${root}/features/evaluate/evaluateCommands.ts`)
  await import(`${root}/features/export/exportCommands.ts`)
})

const anything = (): boolean => true

describe('the one registry of commands', () => {
  it('holds no two commands of one view under one key, as the product is given', () => {
    const clashes = allCommands().flatMap((command) =>
      conflictsOf(command, command.keys, {}).map((other) => `${command.id} and ${other.id}`),
    )
    expect(clashes).toEqual([])
  })

  it('holds the keys that the product promises', () => {
    const promised = {
      'review.label-persistent': '1',
      'review.label-noise': '3',
      'library.label-brief': '2',
      'library.label-unsure': 'U',
      'library.search': '/',
      'window.undo': 'Ctrl+Z',
      'window.redo': 'Ctrl+Shift+Z',
      'window.palette': 'Ctrl+P',
      'window.help': '?',
    }
    for (const [id, keys] of Object.entries(promised)) {
      const command = commandOf(id)
      expect(command, id).toBeDefined()
      expect(keysOf(command!, {}).split(' '), id).toContain(keys)
    }
  })

  it('names every command, in every view, once', () => {
    const titles = allCommands().map((command) => `${command.scope}: ${command.title}`)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })
})

describe('the command that a key means', () => {
  it('is of the view that is shown, or of the window', () => {
    expect(commandFor(['1'], 'library', {}, anything)?.id).toBe('library.label-persistent')
    expect(commandFor(['1'], 'start', {}, anything)?.id).toBe('start.sample')
    expect(commandFor(['Ctrl+P'], 'library', {}, anything)?.id).toBe('window.palette')
    expect(commandFor(['X'], 'start', {}, anything)).toBeUndefined()
  })

  it('follows what the person changed, and forgets the given key', () => {
    const own = { 'library.label-noise': 'N' }
    expect(commandFor(['N'], 'library', own, anything)?.id).toBe('library.label-noise')
    expect(commandFor(['3'], 'library', own, anything)).toBeUndefined()
  })

  it('is none while nothing can run it', () => {
    expect(commandFor(['1'], 'library', {}, () => false)).toBeUndefined()
  })
})

describe('a key that is taken', () => {
  it('names the command that has it, in the same view or in the window', () => {
    const noise = commandOf('library.label-noise')!
    expect(conflictsOf(noise, '1', {}).map((one) => one.id)).toEqual(['library.label-persistent'])
    expect(conflictsOf(noise, 'Ctrl+P', {}).map((one) => one.id)).toEqual(['window.palette'])
  })

  it('is free again once the other command was given another', () => {
    const noise = commandOf('library.label-noise')!
    expect(conflictsOf(noise, '1', { 'library.label-persistent': 'P' })).toEqual([])
  })

  it('may be used by another view', () => {
    declareCommands([{ id: 'train.test', title: 'Test', scope: 'train', group: 'Test', keys: '' }])
    expect(conflictsOf(commandOf('train.test')!, '1', {})).toEqual([])
  })
})
