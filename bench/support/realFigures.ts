/** Figures of methods, seeds of one method as mean ± deviation. */
import {
  areaUnderCurve,
  averagePrecision,
  removedAt,
} from '../../src/main/engine/learning/judging/metrics.ts'
import type { Judged } from './leaveOneOut.ts'
import { rules } from './trackRules.ts'

export function figuresOf(all: readonly Judged[]): Record<string, string | number>[] {
  const names = [...new Set(all.map(({ method }) => method))]
  return names.map((name) => {
    const runs = all.filter(({ method }) => method === name).map(figures)
    const row: Record<string, string | number> = { method: name }
    for (const key of Object.keys(runs[0]!) as (keyof ReturnType<typeof figures>)[])
      row[key] = meanAndSpread(runs.map((run) => run[key]))
    return row
  })
}

function figures({ scenes }: Judged) {
  const scores = scenes.flatMap((scene) => scene.scores)
  const real = scenes.flatMap((scene) => scene.real)
  const judged = { scores, real }
  const known = scores.map((value, i) => ({ value, real: real[i]! }))
  const each = scenes.map((scene) => areaUnderCurve(scene)).filter((area) => area !== null)
  return {
    AUROC: areaUnderCurve(judged) ?? Number.NaN,
    'per scene': each.reduce((sum, area) => sum + area, 0) / each.length,
    AP: averagePrecision(judged) ?? Number.NaN,
    'best balanced': rules.bestBalanced(known),
    'balanced at .5': rules.balancedAt(known, 0.5),
    'removed at 95 %': removedAt(judged, 0.95) ?? Number.NaN,
    'removed at 99 %': removedAt(judged, 0.99) ?? Number.NaN,
  }
}

function meanAndSpread(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (values.length === 1) return mean.toFixed(3)
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  return `${mean.toFixed(3)} ± ${spread.toFixed(3)}`
}
