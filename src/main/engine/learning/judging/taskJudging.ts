/** Figures of a run's tasks for an evaluation: computed in the learning thread once, then kept in the run's folder. */
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { type Recipe, TaskFigures } from '../../../../shared/contract/learning.ts'
import type { Backend } from '../../../../shared/words.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import type { Work } from '../../base/work.ts'
import type { TrackRecord, VideoRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { Workers } from '../../jobs/types.ts'
import { type ClassNeeds, classesOf } from '../data/classes.ts'
import { toTable } from '../data/labelled.ts'
import { tasksOf } from '../heads/tasks.ts'
import { toldBy } from '../pixels/looking.ts'
import type { TrackCrops } from '../pixels/trackCrops.ts'
import { keyOf } from './decisionFile.ts'
import type { TaskFiguresInput } from './taskFigures.ts'

interface Asked {
  catalogue: OpenCatalogue
  folder: string
  on: string
  /** The learning thread is busy: what is not kept yet is left out. */
  busy: boolean
  recipe: Recipe
  modelFile: string
  backend: Backend | null
  judged: TrackRecord[]
  train: TrackRecord[]
  crops: ReadonlyMap<number, TrackCrops> | undefined
  videoOf: (id: number) => VideoRecord
  classes: ClassNeeds
}

const Stored = z.object({ key: z.string(), figures: z.array(TaskFigures) })

export async function taskFiguresOf(
  { catalogue, folder, on, busy, recipe, modelFile, backend, judged, train, crops, videoOf, classes }: Asked,
  workers: Workers,
  work: Work,
): Promise<TaskFigures[]> {
  if (tasksOf(recipe).length === 0) return []
  const known = await classesOf(recipe, [...judged, ...train], videoOf, classes)
  const [table, training] = [
    toTable(judged, videoOf, crops, known),
    toTable(train, videoOf, undefined, known),
  ]
  const key = `${keyOf(table, training)} ${table.labels.join('')}`
  const file = path.join(folder, `tasks-${on.replace(/[^\w-]/g, '_')}.json`)
  const kept = read(file)
  if (kept?.key === key) return kept.figures
  if (busy) return []
  const videos = [...new Set(judged.map(({ video }) => video))]
  const context =
    toldBy(recipe) === 'statistical'
      ? null
      : toTable(
          videos.flatMap((video) => catalogue.tracks.ofVideo(video)),
          videoOf,
        )
  const input: TaskFiguresInput = { modelFile, backend, table, context, train: training }
  const figures = await workers.run<TaskFigures[]>('learn', 'learning.tasks', input, work)
  await writeAtomically(file, (temporary) =>
    fs.promises.writeFile(temporary, JSON.stringify({ key, figures })),
  )
  return figures
}

/** undefined where nothing is kept, or it cannot be read: then it is computed again. */
function read(file: string): z.infer<typeof Stored> | undefined {
  try {
    return Stored.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
