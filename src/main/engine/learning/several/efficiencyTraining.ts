/** One point of a label curve: models trained on some labels, judged on the test tracks, and what they ask for next. */
import fs from 'node:fs'
import path from 'node:path'
import type { Work } from '../../base/work.ts'
import type { Workers } from '../../jobs/types.ts'
import { labelAt, type TrackTable, tableOf, trackAt } from '../data/trackTable.ts'
import type { Scores } from '../scoring/filter.ts'
import type { RunInput } from '../training/run.ts'
import { modelFileOf } from '../training/runFolder.ts'
import { askedFor, type PointResult } from './efficiency.ts'
import type { PointFigures, PointInput } from './efficiencyPoint.ts'

/** Rows of the table. */
export interface PointRows {
  own: readonly number[]
  /** `labels`: those that the model asked for; `train`: all that it may ask for; `size`: how many next, null = no more. */
  asked: { labels: readonly number[]; train: readonly number[]; size: number | null } | null
  validation: readonly number[]
  test: readonly number[]
}

/** Nothing where the labels so far are of one side. */
export async function trainPoint(
  all: RunInput,
  { own, asked, validation, test }: PointRows,
  workers: Workers,
  signal: AbortSignal,
): Promise<Pick<PointResult, 'metrics' | 'next'>> {
  const work = { signal, progress() {}, send() {} }
  const bothSides = (rows: readonly number[]) =>
    new Set(rows.map((row) => labelAt(all.table, row) === 'persistent')).size === 2
  if (!bothSides(own)) return { metrics: {} }
  const open = asked?.size ? without(asked.train, asked.labels) : []
  const same = asked !== null && without(own, asked.labels).length === 0
  const teach = (input: RunInput, labels: readonly number[], ...questions: (readonly number[])[]) =>
    teachAndAsk(input, { labels, validation, questions }, workers, work)
  const [scores, first] = await teach(all, own, test, ...(same ? [open] : []))
  const others: PointInput['others'] = {}
  // What the pretraining brings: the same training once more, from fresh weights.
  const fresh = { ...all, recipe: { ...all.recipe, pretrained: null }, pretrained: null }
  if (all.pretrained) [others.fresh] = await teach(fresh, own, test)
  let doubts = first
  if (same) others.chosen = scores
  else if (asked && bothSides(asked.labels))
    [others.chosen, doubts] = await teach(all, asked.labels, test, open)
  const input: PointInput = {
    train: pick(all.table, own),
    test: pick(all.table, test),
    scores: scores!,
    others,
  }
  const metrics = await workers.run<PointFigures>('draw', 'learning.point', input, work)
  const next = asked?.size && doubts ? askedFor(asked.labels, open, doubts, asked.size) : undefined
  return { metrics, next }
}

interface Lesson {
  labels: readonly number[]
  validation: readonly number[]
  /** Rows to score then. */
  questions: readonly (readonly number[])[]
}

async function teachAndAsk(
  all: RunInput,
  { labels, validation, questions }: Lesson,
  workers: Workers,
  work: Work,
): Promise<Float32Array[]> {
  const folder = path.join(all.folder, 'training')
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  const training: RunInput = {
    ...all,
    folder,
    table: pick(all.table, [...labels, ...validation]),
    parts: [...labels.map(() => 'train' as const), ...validation.map(() => 'validation' as const)],
  }
  await workers.run('learn', 'learning.train', training, work)
  const answers: Float32Array[] = []
  for (const rows of questions) {
    const table = pick(all.table, rows)
    const asked = { modelFile: modelFileOf(folder), backend: all.backend, table, context: all.context }
    const some = rows.length > 0
    answers.push(
      some ? (await workers.run<Scores>('learn', 'learning.score', asked, work)).scores : new Float32Array(),
    )
  }
  return answers
}

function without(rows: readonly number[], known: readonly number[]): number[] {
  const gone = new Set(known)
  return rows.filter((row) => !gone.has(row))
}

const pick = (table: TrackTable, rows: readonly number[]): TrackTable =>
  tableOf(rows.map((row) => trackAt(table, row)))
