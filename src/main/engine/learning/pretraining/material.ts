/** Which unlabelled tracks a pretraining sees, and which test videos it leaves out. */
import type { PretrainPlan, PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import { labelledTracks } from '../data/labelled.ts'
import { planTraining } from '../data/plan.ts'
import { someNames } from './names.ts'

const fewestTracks = 20

/** `leftOut`: videos of the test part that have unlabelled tracks, where they are to be left out. */
export interface Material {
  plan: PretrainPlan
  leftOut: number[]
}

/** Throws NOT_FOUND for a source that is not there. */
export async function materialOf(
  catalogue: OpenCatalogue,
  { seed, sources, leaveOutTest }: Pick<PretrainRecipe, 'seed' | 'sources' | 'leaveOutTest'>,
): Promise<Material> {
  const unlabelled = catalogue.tracks.countByVideo({ labels: ['none'], ...(sources ? { sources } : {}) })
  const { split, problems } = planTraining(await labelledTracks(catalogue, sources), seed)
  const known = problems.length === 0
  const tested = [...unlabelled.keys()].filter((video) => known && split.get(video) === 'test')
  const leftOut = leaveOutTest ? tested : []
  for (const video of leftOut) unlabelled.delete(video)
  const [tracks, videos] = [[...unlabelled.values()].reduce((sum, n) => sum + n, 0), unlabelled.size]
  const which = `${tested.length} test ${tested.length === 1 ? 'video' : 'videos'}: ${someNames(catalogue, tested)}`
  const sees = `It sees the unlabelled tracks of ${which}. Figures on them may flatter what starts from it.`
  const leaves = `It leaves out ${which}. Such is the split of seed ${seed} with the labels of now.`
  const open = `No split is known yet, so no test video can be left out: ${problems[0]}`
  return {
    leftOut,
    plan: {
      tracks,
      videos,
      problems: problemsOf(tracks, videos, leftOut.length),
      warnings: tested.length > 0 && !leaveOutTest ? [sees] : [],
      notes: leftOut.length > 0 ? [leaves] : known ? [] : [open],
    },
  }
}

function problemsOf(tracks: number, videos: number, leftOut: number): string[] {
  const outside = leftOut > 0 ? ` outside the test videos` : ''
  if (tracks < fewestTracks)
    return [
      `Pretraining learns from unlabelled tracks: there are ${tracks}${outside}, at least ${fewestTracks} are needed.`,
    ]
  if (videos > 1) return []
  return [
    `All unlabelled tracks${outside} are in one video: none could be held out to see whether it learns.`,
  ]
}
