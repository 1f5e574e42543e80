/** From a figure to its tracks: the filter that holds exactly them, opened in Library or Review. */
import type { Suspect } from '../../../shared/contract/learning.ts'
import type { Source } from '../../../shared/contract/catalogue.ts'
import type { TrackFilter, TrackSort } from '../../../shared/contract/tracks.ts'
import type { TrackClass } from '../../../shared/words.ts'
import { engine } from '../../state/engine.ts'
import { say, sayError } from '../../state/messages.ts'
import { outdate } from '../../state/queries.ts'
import { go } from '../../state/route.ts'
import { goToTrack, openList, useTrackList } from '../../state/trackList.ts'

/** Tracks that an evaluation was made on. */
export function filterOn(on: string, sources: readonly Source[]): TrackFilter {
  if (on === 'all') return {}
  if (on === 'train' || on === 'validation' || on === 'test') return { splits: [on] }
  const source = sources.find(({ name }) => name === on)
  return source ? { sources: [source.id] } : {}
}

/**
 * Tracks with a label on one side of the threshold. Stored predictions are made at 0.5, so elsewhere the score decides;
 * above 0.5 brief and noise are then not told apart.
 */
export function filterOfCell(label: TrackClass, prediction: TrackClass, threshold: number): TrackFilter {
  const labels = [label]
  if (threshold === 0.5) return { labels, predictions: [prediction] }
  if (prediction === 'persistent') return { labels, score: [threshold, 1] }
  const below: TrackFilter = { labels, score: [0, Math.max(0, threshold - 1e-6)] }
  return threshold < 0.5 ? { ...below, predictions: [prediction] } : below
}

async function open(
  run: number,
  current: number | null,
  filter: TrackFilter,
  sort: TrackSort,
): Promise<void> {
  if (run !== current) {
    await engine.learning.show({ run })
    outdate('catalogue', 'facets', 'track', 'lanes')
    say(`Library and Review show the scores of run ${run} now`)
  }
  useTrackList.setState({ filter, sort, position: 0 })
  await openList()
  useTrackList.setState({ position: 0 })
}

const worstFirst: TrackSort = { by: 'loss', descending: true }
const suspectsFirst: TrackSort = { by: 'suspicion', descending: true }
const labelled: TrackFilter = { labels: ['persistent', 'brief', 'noise'] }

export async function openInLibrary(run: number, current: number | null, filter: TrackFilter): Promise<void> {
  try {
    await open(run, current, filter, worstFirst)
    go('library')
  } catch (error) {
    sayError(error)
  }
}

/** All labels that the run disagrees with, worst first; at one of them if given. */
export async function reviewSuspects(run: number, current: number | null, at?: Suspect): Promise<void> {
  try {
    await open(run, current, { ...labelled, disagreement: true }, suspectsFirst)
    if (at && !(await goToTrack(at.track))) {
      await open(run, run, labelled, suspectsFirst)
      await goToTrack(at.track)
    }
    go('review')
  } catch (error) {
    sayError(error)
  }
}
