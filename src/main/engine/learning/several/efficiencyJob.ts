/** The job of a label-efficiency curve: trains with growing shares of the labels; points that are done are kept. */
import fs from 'node:fs'
import path from 'node:path'
import type { EfficiencyReport, LabelOrder, Recipe } from '../../../../shared/contract/learning.ts'
import type { Backend } from '../../../../shared/words.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { JobContext } from '../../jobs/types.ts'
import { labelledTracks } from '../data/labelled.ts'
import { planTraining } from '../data/plan.ts'
import { labelAt } from '../data/trackTable.ts'
import { names } from '../judging/baselines.ts'
import type { JudgeNeeds } from '../judging/judging.ts'
import { gather } from '../training/gather.ts'
import type { RunInput } from '../training/run.ts'
import { readSnapshot, writeSnapshot } from '../training/snapshot.ts'
import {
  choiceWords,
  gainOf,
  gainWords,
  labellingOrder,
  linesOf,
  type PointResult,
  sizesFor,
} from './efficiency.ts'
import { writeReport } from './efficiencyFiles.ts'
import { type PointRows, trainPoint } from './efficiencyTraining.ts'

export interface EfficiencyJob {
  recipe: Recipe
  seeds: number[]
  /** Absent in jobs of earlier versions: video after video. */
  order?: LabelOrder | undefined
  sizes: number[] | null
  backend: Backend | null
}

export async function runEfficiency(
  catalogue: OpenCatalogue,
  job: EfficiencyJob,
  needs: JudgeNeeds,
  context: JobContext,
): Promise<Record<string, unknown>> {
  const folder = path.join(catalogue.folder, 'models', `efficiency-${context.job}`)
  const all = await allLabels(catalogue, job, folder, needs, context)
  const rowsIn = (part: string) => all.parts.flatMap((one, row) => (one === part ? [row] : []))
  const [train, validation, test] = [rowsIn('train'), rowsIn('validation'), rowsIn('test')]
  const sizes = sizesFor(train.length, job.sizes ?? undefined)
  const points = readPoints(folder)
  const total = sizes.length * job.seeds.length
  for (const seed of job.seeds) {
    const order = labellingOrder(train, all.table.videos, seed, job.order)
    for (const [i, size] of sizes.entries()) {
      if (points.some((point) => point.seed === seed && point.labels === size)) continue
      context.progress({
        phase: `${size} labels, seed ${seed}`,
        done: points.length,
        total,
        unit: 'trainings',
      })
      const rows: PointRows = { own: order.slice(0, size), asked: null, validation, test }
      if (job.order === 'uncertainty') {
        const before = points.find((point) => point.seed === seed && point.labels === sizes[i - 1])
        rows.asked = { labels: before?.next ?? rows.own, train, size: sizes[i + 1] ?? null }
      }
      const point = await trainPoint(
        { ...all, folder, recipe: { ...job.recipe, seed } },
        rows,
        needs.workers,
        context.signal,
      )
      points.push({ seed, labels: size, ...point })
      await writePoints(folder, points)
    }
  }
  const describe = (rows: readonly number[]): EfficiencyReport['test'] => ({
    labels: rows.length,
    videos: new Set(rows.map((row) => all.table.videos[row])).size,
    real: rows.filter((row) => labelAt(all.table, row) === 'persistent').length,
  })
  const gain = gainOf(points)
  const parts = { train: describe(train), validation: describe(validation), test: describe(test) }
  const report: EfficiencyReport = {
    id: context.job,
    at: Date.now(),
    recipe: job.recipe,
    seeds: job.seeds,
    order: job.order ?? 'videos',
    ...parts,
    sizes,
    lines: linesOf(points, {
      ...names,
      model: `Preset ${job.recipe.preset}`,
      fresh: 'The same from fresh weights',
      chosen: 'The same, labels it asked for',
    }),
    gain,
    words: [gainWords(gain, parts), choiceWords(points, train.length) ?? ''].join(' ').trim(),
  }
  const files = await writeReport(catalogue.folder, report)
  for (const file of files) context.artifact(path.basename(file), file)
  fs.rmSync(folder, { recursive: true, force: true })
  context.progress({ phase: 'Done', done: total, total, unit: 'trainings' })
  return { report: report.id, words: report.words }
}

/** The split is that of the recipe's seed; labels are those of the start, also when it is gone on with. */
async function allLabels(
  catalogue: OpenCatalogue,
  { recipe, backend }: EfficiencyJob,
  folder: string,
  needs: JudgeNeeds,
  context: JobContext,
): Promise<RunInput> {
  const now = await labelledTracks(catalogue, recipe.sources)
  if (!fs.existsSync(folder)) await writeSnapshot(folder, now)
  const labels = await readSnapshot(folder)
  const tracks = now.flatMap((track) => {
    const label = labels.get(track.id)
    return label ? [{ ...track, label }] : []
  })
  const { split, counts } = planTraining(tracks, recipe.seed)
  return gather(
    catalogue,
    { recipe, counts, split: Object.fromEntries(split) },
    folder,
    backend,
    needs,
    context,
  )
}

const pointsFile = (folder: string): string => path.join(folder, 'points.json')

const readPoints = (folder: string): PointResult[] =>
  fs.existsSync(pointsFile(folder))
    ? (JSON.parse(fs.readFileSync(pointsFile(folder), 'utf8')) as PointResult[])
    : []

const writePoints = (folder: string, points: readonly PointResult[]): Promise<void> =>
  writeAtomically(pointsFile(folder), (temporary) => fs.promises.writeFile(temporary, JSON.stringify(points)))
