/** Methods fitted on all scenes but one, and what they say of that one. */
import { columns, countBoxes, summarise } from '../../src/main/engine/base/detections.ts'
import { fitLogistic, logisticScore } from '../../src/main/engine/learning/logistic.ts'
import { summaryInputs } from '../../src/main/engine/learning/summaryInputs.ts'
import { firstBoxes, type TableTrack } from '../../src/main/engine/learning/trackTable.ts'
import type { Recipe } from '../../src/shared/contract/learning.ts'
import type { Backend } from '../../src/shared/words.ts'
import type { LabelledScene } from './labelledScenes.ts'
import { type Scorer, trainOn } from './trainOn.ts'

export interface Method {
  name: string
  /** `look`: what will be judged; only the rivals are fitted to it. */
  fit(train: readonly TableTrack[], look: Look): Promise<Scorer>
  fitsToLook?: boolean
}

export interface Judged {
  method: string
  scenes: { name: string; scores: number[]; real: boolean[] }[]
}

export interface Look {
  hidden: boolean
  /** Only the first so many boxes of each track; null = all. */
  first: number | null
  /** Leave out tracks that have fewer. */
  longOnes?: boolean
}

const fits = new Map<Method, Map<string, Scorer>>()

export async function leaveOneOut(
  scenes: readonly LabelledScene[],
  methods: readonly Method[],
  look: Look,
): Promise<Judged[]> {
  const result: Judged[] = []
  for (const method of methods) {
    const judged: Judged = { method: method.name, scenes: [] }
    const known = fits.get(method) ?? new Map<string, Scorer>()
    fits.set(method, known)
    for (const { name, tracks } of scenes) {
      const others = scenes.filter((scene) => scene.name !== name).flatMap((scene) => scene.tracks)
      const fitted = method.fitsToLook ? undefined : known.get(name)
      const scorer = fitted ?? (await method.fit(others, look))
      known.set(name, scorer)
      const among = look.hidden ? tracks.map(withoutScores) : tracks
      const seen = lookAt(among, look)
      const real = seen.map(({ label }) => label === 'persistent')
      judged.scenes.push({ name, scores: await scorer(seen, among), real })
    }
    result.push(judged)
  }
  return result
}

/** The labelled tracks as they are judged. */
function lookAt(tracks: readonly TableTrack[], { first, longOnes }: Look): TableTrack[] {
  const labelled = tracks.filter(({ label }) => label !== null)
  if (first === null) return labelled
  const long = longOnes ? labelled.filter(({ detections }) => countBoxes(detections) >= first) : labelled
  return long.map((track) => (countBoxes(track.detections) > first ? firstBoxes(track, first) : track))
}

function withoutScores(track: TableTrack): TableTrack {
  const detections = track.detections.slice()
  for (let at = 5; at < detections.length; at += columns) detections[at] = Number.NaN
  return { ...track, detections }
}

const rule = (name: string, value: (track: TableTrack) => number): Method => ({
  name,
  fit: async () => async (some) => some.map(value),
})

export function simpleMethods(): Method[] {
  const length = ({ detections }: TableTrack) => countBoxes(detections)
  const score = ({ detections }: TableTrack) => summarise(detections).detector ?? 0
  return [
    rule('length', length),
    rule('mean score', score),
    rule('length × mean score', (track) => length(track) * (score(track) || 1)),
    {
      name: 'logistic, 9 summary inputs',
      fitsToLook: true,
      async fit(train, look) {
        const labelled = lookAt(look.hidden ? train.map(withoutScores) : train, look)
        const model = fitLogistic(
          labelled.map(summaryInputs),
          labelled.map(({ label }) => label === 'persistent'),
        )
        return async (some) => some.map((track) => logisticScore(model, summaryInputs(track)))
      },
    },
  ]
}

export const modelMethod = (name: string, recipe: Recipe, backend: Backend): Method => ({
  name,
  fit: (tracks) => trainOn(recipe, { tracks, validates: () => false, backend }),
})
