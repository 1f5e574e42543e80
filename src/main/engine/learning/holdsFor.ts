/** One honest line: what the figures hold for. */
import type { Split } from '../../../shared/words.ts'

export interface Holding {
  /** Of each judged track: its source, and its part of the run's split (undefined = in no part). */
  tracks: readonly { source: string; part: Split | undefined }[]
  /** Judged clips; 0 = tracks of films. */
  clips: number
  /** Sources that the run was trained on. */
  trainedOn: readonly string[]
}

export function holdsFor({ tracks, clips, trainedOn }: Holding): string {
  const n = (part: Split) => tracks.filter((track) => track.part === part).length
  const [trained, tuned] = [n('train'), n('validation')]
  if (trained + tuned > 0)
    return `Too favourable for new tracks: of these ${tracks.length} tracks the run was trained on ${trained} and chosen by ${tuned}.`
  const sources = [...new Set(tracks.map(({ source }) => source))]
  const [same, other] = [true, false].map((known) =>
    sources.filter((name) => trainedOn.includes(name) === known),
  )
  const what = clips > 0 ? count(clips, 'clip') : count(tracks.length, 'track')
  const of = [
    naming('the same source', same!),
    naming(other!.length > 1 ? 'the other source' : 'another source', other!),
  ]
  return `The ${what} of ${of.filter(Boolean).join(' and ')} that the run did not see.`
}

const naming = (what: string, names: readonly string[]): string =>
  names.length === 0
    ? ''
    : `${what}${names.length > 1 ? 's' : ''} ${names.map((name) => `“${name}”`).join(', ')}`

const count = (n: number, what: string): string =>
  n === 1 ? `1 ${what}` : `${n.toLocaleString('en')} ${what}s`
