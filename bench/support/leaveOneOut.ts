/** Methods fitted on some scenes, and what they say of others. */
import { columns, countBoxes, summarise } from '../../src/main/engine/base/detections.ts'
import { fitLogistic, logisticScore } from '../../src/main/engine/learning/judging/logistic.ts'
import { trackLogistic } from '../../src/main/engine/learning/judging/trackLogistic.ts'
import { summaryInputs } from '../../src/main/engine/learning/judging/summaryInputs.ts'
import { firstBoxes, type TableTrack, tableOf } from '../../src/main/engine/learning/data/trackTable.ts'
import type { Recipe } from '../../src/shared/contract/learning.ts'
import type { Backend } from '../../src/shared/words.ts'
import type { LabelledScene } from './labelledScenes.ts'
import { type Scorer, trainBoth } from './trainOn.ts'

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
  /** Nothing later is known. */
  live?: boolean
}

const fits = new Map<Method, Map<string, Scorer>>()

/** What is fitted on, and what is judged. */
export interface Fold {
  name: string
  train: TableTrack[]
  test: TableTrack[]
}

export const leaveOneOut = (scenes: readonly LabelledScene[]): Fold[] =>
  scenes.map(({ name, tracks }) => ({
    name,
    train: scenes.filter((scene) => scene.name !== name).flatMap((scene) => scene.tracks),
    test: tracks,
  }))

export async function judgeAll(
  folds: readonly Fold[],
  methods: readonly Method[],
  look: Look,
): Promise<Judged[]> {
  const result: Judged[] = []
  for (const method of methods) {
    const judged: Judged = { method: method.name, scenes: [] }
    const known = fits.get(method) ?? new Map<string, Scorer>()
    fits.set(method, known)
    for (const { name, train, test } of folds) {
      const fitted = method.fitsToLook ? undefined : known.get(name)
      const scorer = fitted ?? (await method.fit(train, look))
      known.set(name, scorer)
      const among = look.hidden ? test.map(withoutScores) : test
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

/** Logistic regression on all 32 inputs of preset track, fitted on whole tracks: the rival that the product evaluates. */
export const rivalMethod: Method = {
  name: 'logistic, inputs of track',
  fitsToLook: true,
  fit:
    async (train, { first, live, hidden }) =>
    async (some, among) => {
      const { scores, ...after } = trackLogistic({
        train: tableOf(lookAt(hidden ? train.map(withoutScores) : train, { hidden, first: null })),
        table: tableOf(some),
        context: tableOf([...train, ...(among ?? some)]),
      })
      if (first === null) return scores
      return (live ? after.live : after.prefixes).find(({ boxes }) => boxes === first)!.scores
    },
}

/** A model, and its network alone: fitted once. */
export function modelMethods(name: string, recipe: Recipe, backend: Backend): Method[] {
  const fitted = new Map<readonly TableTrack[], ReturnType<typeof trainBoth>>()
  const fit = (tracks: readonly TableTrack[]) => {
    const known = fitted.get(tracks) ?? trainBoth(recipe, { tracks, validates: () => false, backend })
    fitted.set(tracks, known)
    return known
  }
  const whole: Method = {
    name,
    fit: (tracks) => fit(tracks).then(({ scorer, ensemble }) => scorer(ensemble)),
  }
  const alone: Method = {
    name: `network of ${name}`,
    fit: (tracks) => fit(tracks).then(({ scorer }) => scorer(null)),
  }
  return recipe.ensemble ? [alone, whole] : [whole]
}
