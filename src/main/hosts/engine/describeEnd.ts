/** The end of an engine process in the user's words. */
import type { ErrorBody } from '../../../shared/errors.ts'
import type { Ended } from './runningEngine.ts'

export const describeCrash = (how: Ended): string =>
  `The engine stopped (${cause(how)}). It is being restarted.`

/** `told`: what the engine itself said of its failing start. */
export function describeGivenUp(how: Ended, told: ErrorBody | undefined): string {
  if (told) return `The engine can't start. ${told.message} ${told.hint}`.trim()
  const words = lastLines(how.words)
  return `The engine can't start: ${cause(how)}.${words ? ` It said: ${words}` : ''}`
}

function cause({ code, signal, problem }: Ended): string {
  if (problem !== null) return problem
  return signal === null ? `exit code ${code}` : `signal ${signal}`
}

const lastLines = (words: string): string => words.split('\n').slice(-3).join(' ').slice(-400)
