/** AUROC when only the first boxes of each track are known: of the run and of the rules. */
import type { Series } from '../../../shared/contract/evaluation.ts'
import type { Rule } from './baselines.ts'
import { type ChosenTrack, type PrefixScores, runLine } from './judged.ts'
import { areaUnderCurve } from './metrics.ts'
import { firstBoxes, type TableTrack } from './trackTable.ts'

export function decisionsAfter(
  run: number,
  prefixes: readonly PrefixScores[],
  tracks: readonly ChosenTrack[],
  rules: readonly Rule<TableTrack>[],
): Series[] {
  const real = tracks.map((track) => track.real)
  const line = (id: string, name: string, scoresAt: (prefix: PrefixScores) => number[]): Series => ({
    id,
    name,
    points: prefixes.flatMap((prefix): [number, number][] => {
      const auroc = areaUnderCurve({ scores: scoresAt(prefix), real })
      return auroc === null ? [] : [[prefix.boxes, auroc]]
    }),
  })
  return [
    line(runLine, `run ${run}`, ({ scores }) => scores),
    ...rules.map(({ id, name, score }) =>
      line(id, name, ({ boxes }) => tracks.map(({ track }) => score(firstBoxes(track, boxes)))),
    ),
  ]
}
