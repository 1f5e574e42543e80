/** What the buttons of Train do. */
import type { TrainPlan } from '../../../shared/contract/learning.ts'
import type { TrackFilter } from '../../../shared/contract/tracks.ts'
import { openDialog } from '../../state/dialogs.ts'
import { engine } from '../../state/engine.ts'
import { loadJobs } from '../../state/jobs.ts'
import { say, sayError } from '../../state/messages.ts'
import { outdate } from '../../state/queries.ts'
import { go } from '../../state/route.ts'
import { openList, useTrackList } from '../../state/trackList.ts'
import { recipesOf, runsWanted, seedsOf } from './sweep.ts'
import { showRun, useTrain } from './trainState.ts'

/** Starts with the recipe as it stands; later edits change the next run. */
export async function startTraining(): Promise<void> {
  try {
    const asked = useTrain.getState()
    const comparison = asked.recipe.from === undefined ? asked : { ...asked, beside: [] }
    showRun(null)
    if (runsWanted(comparison) > 1) {
      const recipes = recipesOf(comparison)
      const { sweep, runs } = await engine.learning.sweep({ recipes, seeds: seedsOf(comparison) })
      say(`Sweep ${sweep} is queued: runs ${runs[0]} to ${runs.at(-1)}`)
    } else {
      const { run } = await engine.learning.train({ recipe: asked.recipe })
      say(`Run ${run} is queued`)
    }
    outdate('runs', 'plan', 'sweeps')
    await loadJobs()
  } catch (error) {
    sayError(error)
  }
}

/** Opens Review on tracks that training lacks: the unlabelled ones, the least certain first where a model can tell. */
export async function reviewFor(filter: TrackFilter, scored: boolean): Promise<void> {
  const sort = scored
    ? ({ by: 'uncertainty', descending: true } as const)
    : ({ by: 'number', descending: false } as const)
  useTrackList.setState({ filter, sort, position: 0 })
  await openList()
  useTrackList.setState({ position: 0 })
  go('review')
}

export interface Remedy {
  readonly words: string
  run(): void
}

/** What would help: labelling the side that is short, where predictions can tell which; else anything; else more tracks. */
export function remedyFor(plan: TrainPlan, shortSide: 'real' | 'false' | null, scored: boolean): Remedy {
  if (plan.unlabelled === 0)
    return { words: 'Add tracks', run: () => openDialog({ name: 'import', files: [] }) }
  const filter: TrackFilter = { labels: ['none'] }
  if (!scored || shortSide === null) return { words: 'Label more', run: () => void reviewFor(filter, scored) }
  const predictions = shortSide === 'real' ? (['persistent'] as const) : (['brief', 'noise'] as const)
  return {
    words: 'Review likely ones',
    run: () => void reviewFor({ ...filter, predictions: [...predictions] }, scored),
  }
}

export async function showScores(run: number): Promise<void> {
  try {
    const { job } = await engine.learning.show({ run })
    say(
      job === null
        ? `Library and Review show the scores of run ${run}`
        : `Run ${run} scores the tracks that it has not seen`,
    )
    outdate('catalogue', 'facets', 'track', 'lanes')
    await openList()
  } catch (error) {
    sayError(error)
  }
}

export async function removeRun(run: number): Promise<void> {
  try {
    await engine.learning.remove({ run })
    showRun(null)
    say(`Run ${run} was removed`)
    outdate('runs', 'sweeps', 'catalogue', 'plan', 'evaluation')
  } catch (error) {
    sayError(error)
  }
}
