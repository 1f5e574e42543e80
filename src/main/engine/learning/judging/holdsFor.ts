/** What figures hold for: as a word, and as one honest line. */
import type { Holds } from '../../../../shared/contract/evaluation.ts'
import type { Split } from '../../../../shared/words.ts'

interface Origin {
  source: string
  /** Of the run's split; null or undefined = in no part. */
  part?: Split | null
}

export interface Holding {
  /** Of each judged track: its source, and its part of the run's split. */
  tracks: readonly Origin[]
  /** Judged clips; 0 = tracks of films. */
  clips: number
  /** Sources that the run was trained on. */
  trainedOn: readonly string[]
}

const seen = ({ part }: Origin): boolean => part === 'train' || part === 'validation'

export function holdsOf(tracks: readonly Origin[], trainedOn: readonly string[]): Holds {
  if (tracks.some(seen)) return 'seen'
  const same = tracks.filter(({ source }) => trainedOn.includes(source)).length
  if (same === tracks.length) return 'same'
  return same === 0 ? 'new' : 'mixed'
}

export function holdsFor({ tracks, clips, trainedOn }: Holding): string {
  const n = (part: Split) => tracks.filter((track) => track.part === part).length
  if (holdsOf(tracks, trainedOn) === 'seen')
    return `Too favourable for new tracks: of these ${tracks.length} tracks the run was trained on ${n('train')} and chosen by ${n('validation')}.`
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
