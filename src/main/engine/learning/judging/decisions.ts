/** AUROC when only the first boxes of each track are known: of the run and of the rules. */
import type { Series } from '../../../../shared/contract/evaluation.ts'
import { type ChosenTrack, runLine, type TrackRule } from './judged.ts'
import { areaUnderCurve } from './metrics.ts'
import type { PrefixScores } from './prefixScores.ts'

/** Where the run's live scores are of some tracks only, the rules are judged on the same ones. */
export function decisionsAfter(
  run: number,
  prefixes: readonly PrefixScores[],
  tracks: readonly ChosenTrack[],
  rules: readonly TrackRule[],
  live: boolean,
): Series[] {
  const line = (
    id: string,
    name: string,
    scoreAt: (track: ChosenTrack, prefix: PrefixScores) => number,
  ): Series => {
    const at = prefixes.flatMap((prefix) => {
      const seen = tracks.filter(({ place }) => !Number.isNaN(prefix.scores[place]!))
      const scores = seen.map((track) => scoreAt(track, prefix))
      const auroc = areaUnderCurve({ scores, real: seen.map(({ real }) => real) })
      return auroc === null || scores.some(Number.isNaN)
        ? []
        : [{ boxes: prefix.boxes, auroc, n: seen.length }]
    })
    const points = at.map(({ boxes, auroc }): [number, number] => [boxes, auroc])
    const all = at.every(({ n }) => n === tracks.length)
    return { id, name, points, ...(all ? {} : { of: at.map(({ n }) => n) }) }
  }
  return [
    line(runLine, `run ${run}`, ({ place }, { scores }) => scores[place]!),
    ...rules.map(({ id, name, scoreAfter }) =>
      line(id, name, (track, { boxes }) => scoreAfter(track, boxes, live)),
    ),
  ]
}
