/** What the window and the command line can do with comparisons of presets. */
import { ComparisonReport, comparedPresets, Recipe } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Backend, Split } from '../../../../shared/words.ts'
import type { EngineParts } from '../../jobs/types.ts'
import { withClasses } from '../data/classes.ts'
import { readReportFiles } from '../files/reportFiles.ts'
import type { JudgeNeeds } from '../judging/judging.ts'
import { recipeNames } from '../several/sweepFigures.ts'
import { addSweep, mustCompare, planSweep, startsWith } from '../several/sweepRuns.ts'
import { withNames } from '../training/named.ts'
import { type Asked, type ComparisonJob, runComparison } from './comparisonJob.ts'

interface ComparisonInput {
  recipes: Recipe[] | null
  seeds: number[]
  backend: Backend | null
}

export function createComparisonFace(
  parts: EngineParts,
  needs: JudgeNeeds,
  splitBefore: (recipe: Recipe) => Record<string, Split>,
) {
  parts.jobs.register<ComparisonJob>({
    kind: 'comparison',
    lane: 'train',
    resumable: true,
    title: ({ asked, seeds }) => `Compare ${asked.length} recipes, ${seeds.length} seeds each`,
    run: (input, context) => runComparison(parts.catalogue(), input, needs, context),
  })

  return {
    async compare({
      recipes,
      seeds,
      backend,
    }: ComparisonInput): Promise<{ job: number; sweep: number; runs: number[] }> {
      const catalogue = parts.catalogue()
      const wanted = recipes ?? comparedPresets.map((preset) => Recipe.parse({ preset }))
      mustCompare({ recipes: wanted, seeds })
      const names = recipeNames(wanted)
      const asked = wanted.map((recipe, i) => {
        const whole = withClasses(catalogue, recipe, needs.classes)
        return { name: names[i]!, ...namedOf(catalogue.folder, whole) }
      })
      const able = asked.filter(({ why }) => why === null)
      if (able.length === 0)
        throw new TracksieveError('VALIDATION', asked[0]!.why!, 'Choose a preset that can be trained.')
      const input = { recipes: able.map(({ recipe }) => recipe), seeds, split: 'one' as const, backend }
      const planned = await planSweep(catalogue, input, splitBefore)
      const added = await addSweep(catalogue, input, planned)
      const job: ComparisonJob = {
        sweep: added.sweep,
        asked,
        seeds,
        backend: backend ?? parts.settings().backend,
      }
      const id = parts.jobs.start('comparison', job)
      startsWith(catalogue, added, id)
      return { job: id, ...added }
    },

    comparisons: (): ComparisonReport[] =>
      readReportFiles(parts.catalogue().folder, 'comparison', ComparisonReport),
  }
}

/** With the tokenizer and the pretraining that it will name; `why`: what it lacks. */
function namedOf(folder: string, recipe: Recipe): Omit<Asked, 'name'> {
  try {
    return { recipe: withNames(folder, recipe), why: null }
  } catch (thrown) {
    if (!(thrown instanceof TracksieveError)) throw thrown
    return { recipe, why: `${thrown.message} ${thrown.hint}` }
  }
}
