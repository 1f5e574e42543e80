/**
 * What the tasks of `multitask` reach beside their trivial rules, and what they do to persistence: AUROC of the same network with
 * the head `persistence`. Preset `track`'s network without its ensemble; three seeds, mean ± deviation; on other scenes.
 * node bench/multitask.ts [tracker|realistic|all] [BACKEND] [CHANGES OF BOTH RECIPES as JSON] [SEEDS]
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { quietWork } from '../src/main/engine/base/work.ts'
import { areaUnderCurve } from '../src/main/engine/learning/judging/metrics.ts'
import { readModel } from '../src/main/engine/learning/files/modelFile.ts'
import { scoreTracks } from '../src/main/engine/learning/scoring/filter.ts'
import { planTraining } from '../src/main/engine/learning/data/plan.ts'
import { trainRun } from '../src/main/engine/learning/training/run.ts'
import { modelFileOf } from '../src/main/engine/learning/training/runFolder.ts'
import { judgeTasksOf } from '../src/main/engine/learning/judging/taskFigures.ts'
import { tableOf } from '../src/main/engine/learning/data/trackTable.ts'
import { Recipe, type RecipeInput } from '../src/shared/contract/recipe.ts'
import type { Backend } from '../src/shared/words.ts'
import { generatedTracks } from './support/generatedTracks.ts'

const [what = 'all', backend = 'wasm', given = '{}', some = '1,2,3'] = process.argv.slice(2)
const seeds = some.split(',').map(Number)
const changes = JSON.parse(given) as RecipeInput

async function fit(preset: 'tracker' | 'realistic', change: RecipeInput, seed: number) {
  const tracks = generatedTracks(preset === 'tracker' ? 80 : 300, 100 + seed, undefined, preset)
  const recipe = Recipe.parse({ ...change, ...changes, ensemble: false, seed })
  const { split, counts } = planTraining(
    tracks.map(({ id, video, label }) => ({ id, video, source: 1, label: label! })),
    seed,
  )
  const context = tableOf(tracks)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tracksieve-multitask-'))
  try {
    const parts = tracks.map(({ video }) => split.get(video)!)
    const own = { folder, recipe, backend: backend as Backend, table: context, context, parts, counts }
    await trainRun({ ...own, sources: ['generated'] }, quietWork())
    const rows = (part: string) => tracks.filter((_, i) => parts[i] === part)
    const asked = { modelFile: modelFileOf(folder), backend: backend as Backend, context }
    const table = tableOf(rows('test'))
    const tasks = await judgeTasksOf({ ...asked, table, train: tableOf(rows('train')) }, quietWork())
    const { scores } = await scoreTracks(await readModel(modelFileOf(folder)), table, quietWork(), context)
    const real = rows('test').map(({ label }) => label === 'persistent')
    return { tasks, auroc: areaUnderCurve({ scores, real }) ?? Number.NaN }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function meanAndSpread(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null)
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length)
  return `${mean.toFixed(3)} ± ${spread.toFixed(3)}`
}

async function measure(preset: 'tracker' | 'realistic'): Promise<void> {
  const many: Awaited<ReturnType<typeof fit>>[] = []
  const alone: Awaited<ReturnType<typeof fit>>[] = []
  for (const seed of seeds) {
    many.push(await fit(preset, { preset: 'multitask' }, seed))
    alone.push(await fit(preset, { preset: 'track', prefixes: 0.5 }, seed))
  }
  console.log(`\n${preset}`)
  console.table([
    { head: 'multitask', AUROC: meanAndSpread(many.map(({ auroc }) => auroc)) },
    { head: 'persistence', AUROC: meanAndSpread(alone.map(({ auroc }) => auroc)) },
  ])
  many[0]!.tasks.forEach(({ title, n, columns, lines }, t) => {
    console.log(`${title}, ${n} test tracks with seed ${seeds[0]}`)
    console.table(
      lines.map(({ name }, l) => ({
        '': name,
        ...Object.fromEntries(
          columns.map((column, c) => [
            column.title,
            meanAndSpread(many.map(({ tasks }) => tasks[t]!.lines[l]!.values[c] ?? null)),
          ]),
        ),
      })),
    )
  })
}

for (const preset of ['tracker', 'realistic'] as const)
  if (what === preset || what === 'all') await measure(preset)
