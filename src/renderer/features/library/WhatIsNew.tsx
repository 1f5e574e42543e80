/** What the list does not hold yet: tracks, labels and scores that came since it was opened. */
import { RefreshCw, Sparkles } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { count, plural } from '../../state/format.ts'
import { isActive, useJobs } from '../../state/jobs.ts'
import { useCatalogue } from '../../state/queries.ts'
import { dependsOnLabels, openList, useTrackList } from '../../state/trackList.ts'
import { scoreNew, unscoredOf } from './scoreNew.ts'

/** A bulk label names this many of its tracks at most. */
const mostNamed = 1000

/** What changed since the order was frozen; R takes it in. */
export function Outdated() {
  const state = useTrackList()
  const words =
    state.outdated === 'tracks'
      ? 'New tracks'
      : state.outdated === 'scores'
        ? 'New scores'
        : state.labelled.size > 0 && dependsOnLabels(state)
          ? `${count(state.labelled.size)}${state.labelled.size >= mostNamed ? '+' : ''} changed`
          : null
  if (words === null) return null
  return (
    <Button
      icon={RefreshCw}
      command="library.refresh"
      tip="Opens the list again: what no longer fits leaves, the order is made anew"
      onClick={() => void openList()}
    >
      {words}
    </Button>
  )
}

/** Tracks that came after the model was trained. */
export function ScoreNew() {
  const catalogue = useCatalogue().data
  const scoring = useJobs((state) => state.jobs.some((job) => job.kind === 'score' && isActive(job)))
  const unscored = unscoredOf(catalogue)
  if (unscored === 0 || scoring) return null
  return (
    <Button
      icon={Sparkles}
      command="library.score"
      tip={`Run ${catalogue!.currentRun} has not scored ${plural(unscored, 'track')} yet`}
      onClick={() => void scoreNew()}
    >
      Score {count(unscored)} new
    </Button>
  )
}
