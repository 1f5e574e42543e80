/** What is said where: a lost engine has its banner, so no toast repeats it. */
import { beforeEach, expect, it } from 'vitest'
import { say, sayError, useMessages } from '../../../src/renderer/state/messages.ts'
import { TracksieveError } from '../../../src/shared/errors.ts'

const lost = new TracksieveError('ENGINE_UNAVAILABLE', 'The engine stopped.', 'Wait until it is back.', true)

beforeEach(() => useMessages.setState({ line: null, toast: null }))

it('a question that a lost engine did not answer is not told beside the banner', () => {
  say('Track 41: noise')
  sayError(lost)
  expect(useMessages.getState()).toEqual({ line: { text: 'Track 41: noise' }, toast: null })
})

it('an act that a lost engine did not do is named in the status bar, without the banner’s words', () => {
  sayError(lost, 'The label was not stored and is taken back.')
  const { line, toast } = useMessages.getState()
  expect(toast).toBeNull()
  expect(line?.text).toMatch(/^The label was not stored.* Try again when the engine is back\.$/)
  expect(line?.text).not.toContain('The engine stopped')
})

it('any other refusal stands in a toast with what to do', () => {
  sayError(new TracksieveError('CONFLICT', 'A job runs.', 'Wait for its end.'))
  expect(useMessages.getState().toast?.text).toBe('A job runs. Wait for its end.')
})
