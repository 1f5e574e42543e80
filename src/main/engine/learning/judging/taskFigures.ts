/** Figures of a head's tasks on tracks that are judged, each beside trivial rules that were fitted on the training tracks. */
import type { TaskFigures } from '../../../../shared/contract/learning.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { Work } from '../../base/work.ts'
import { useBackend } from '../backends/backends.ts'
import { describeAll, normalise } from '../data/dataset.ts'
import { cutAt, seenTrack, seenTracks } from '../data/seenTracks.ts'
import { countTracks, type TrackTable } from '../data/trackTable.ts'
import { type Model, readModel } from '../files/modelFile.ts'
import { commonest } from '../heads/commonest.ts'
import type { SeenTrack, Task, TaskRule } from '../heads/plan.ts'
import type { Sequence } from '../model/batch.ts'
import { wholeView } from '../model/parts.ts'
import { type Answers, answerSequences, errorsOf, highest, meanOf } from './answers.ts'
import { taskIntervals } from './taskIntervals.ts'

export interface TaskFiguresInput {
  modelFile: string
  backend: Backend | null
  /** Labelled tracks that are judged, and all tracks of their videos (null = the table's own suffice). */
  table: TrackTable
  context: TrackTable | null
  /** Labelled tracks that trained. */
  train: TrackTable
}

export async function judgeTasksOf(input: TaskFiguresInput, work: Work): Promise<TaskFigures[]> {
  const model = await readModel(input.modelFile)
  const { tasks } = model.pipeline.parts.head
  if (tasks.length === 0) return []
  await useBackend(input.backend)
  const looks = lookAt(model, input, tasks)
  const answered = {
    all: await answersTo(model, looks.all, work),
    cut: await answersTo(model, looks.cut, work),
  }
  return tasks.map((task) => figuresOf(task, looks[task.sees], answered[task.sees], input.train))
}

interface Look {
  video: number
  sequence: Sequence
  track: SeenTrack
}

const answersTo = ({ pipeline, weights }: Model, looks: readonly Look[], work: Work): Promise<Answers[]> =>
  answerSequences(
    pipeline,
    weights,
    looks.map(({ sequence }) => sequence),
    work,
  )

/** Whole tracks, and where a task asks for it tracks cut short. */
function lookAt(
  { description, pipeline }: Model,
  { table, context }: TaskFiguresInput,
  tasks: readonly Task[],
): Record<Task['sees'], Look[]> {
  const { normalisation, survivalPrior } = description
  const described = describeAll(table, pipeline.parts.features, survivalPrior, context)
  const seen = seenTracks(table, tasks)
  const looks = (views: { row: number; boxes: number; sequence: Sequence }[]): Look[] => {
    normalise(
      views.map(({ sequence }) => sequence),
      normalisation,
    )
    return views.map(({ row, boxes, sequence }) => ({
      video: table.videos[row]!,
      sequence,
      track: seenTrack(table, row, { boxes, mirror: false }),
    }))
  }
  const all = described.map(({ track }, row) => {
    const { boxes } = track
    return { row, boxes, sequence: seen.look(track, row, wholeView(boxes)) }
  })
  const cut = tasks.some(({ sees }) => sees === 'cut')
    ? described.flatMap(({ track }, row) =>
        seen
          .cut(track, row)
          .map((sequence) => ({ row, boxes: cutAt(table.ids[row]!, track.boxes)!, sequence })),
      )
    : []
  return { all: looks(all), cut: looks(cut) }
}

type Line = TaskFigures['lines'][number]

/** Only of tracks of which something is known. */
function figuresOf(
  task: Task,
  looks: readonly Look[],
  answers: readonly Answers[],
  train: TrackTable,
): TaskFigures {
  const known = looks.flatMap(({ sequence, track, video }, i) => {
    const aim = sequence.aims?.[task.name]
    return aim ? [{ track, video, aim, answer: answers[i]![task.name]! }] : []
  })
  const aims = known.map(({ aim }) => aim)
  const trained = trainingTracks(task, train)
  const videos = known.map(({ video }) => video)
  const judge = (said: readonly ArrayLike<number>[]): Pick<Line, 'values' | 'intervals'> => {
    const of = (tracks: readonly number[]): Line['values'] => {
      const [some, wanted] = [tracks.map((i) => said[i]!), tracks.map((i) => aims[i]!)]
      return task.loss === 'classes'
        ? classFigures(some, wanted, task.width)
        : distanceFigures(task, some, wanted)
    }
    return { values: of(said.map((_, i) => i)), intervals: taskIntervals(videos, of) }
  }
  const own = known.map(({ answer }) => (task.loss === 'classes' ? [highest(answer)] : answer))
  const rules = [plainRule(task), ...(task.rules ?? [])].map((rule): Line => {
    const say = rule.fit(trained)
    return { id: rule.id, name: rule.name, ...judge(known.map(({ track }) => say(track))) }
  })
  return {
    task: task.name,
    title: task.title,
    n: known.length,
    columns: columnsOf(task),
    lines: [{ id: 'model', name: 'model', ...judge(own) }, ...rules],
  }
}

const columnsOf = (task: Task): TaskFigures['columns'] =>
  task.loss === 'classes'
    ? [
        { title: 'accuracy', better: 'higher' },
        { title: 'macro F1', better: 'higher' },
      ]
    : errorsOf(task).map(({ title }) => ({ title, better: 'lower' }))

/** As they are judged. */
function trainingTracks({ sees }: Task, train: TrackTable): SeenTrack[] {
  return Array.from({ length: countTracks(train) }, (_, row) => row).flatMap((row) => {
    const boxes = train.offsets[row + 1]! - train.offsets[row]!
    const seen = sees === 'cut' ? cutAt(train.ids[row]!, boxes) : boxes
    return seen === null ? [] : [seenTrack(train, row, { boxes: seen, mirror: false })]
  })
}

/** What any task has beside it: the commonest class, or the mean of what was true. */
const plainRule = (task: Task): TaskRule => ({
  id: task.loss === 'classes' ? 'majority' : 'mean',
  name: task.loss === 'classes' ? 'the commonest' : 'mean of the training tracks',
  fit(known) {
    const aims = known.map((track) => task.aim(track)).filter((aim) => aim !== null)
    if (task.loss === 'classes') {
      const most = commonest(aims.map((aim) => aim[0]!))
      return () => [most]
    }
    const means = Array.from(
      { length: task.width },
      (_, k) => meanOf(aims.map((aim) => aim[k]!).filter((value) => !Number.isNaN(value))) ?? 0,
    )
    return () => means
  },
})

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** Accuracy, and the mean F1 of the classes that are there or were said. */
export function classFigures(
  said: readonly ArrayLike<number>[],
  aims: readonly ArrayLike<number>[],
  classes: number,
): (number | null)[] {
  if (aims.length === 0) return [null, null]
  const right = aims.filter((aim, i) => said[i]![0] === aim[0]).length
  const f1 = Array.from({ length: classes }, (_, one) => {
    const there = aims.filter((aim) => aim[0] === one).length
    const told = said.filter((answer) => answer[0] === one).length
    const hits = aims.filter((aim, i) => aim[0] === one && said[i]![0] === one).length
    return there + told === 0 ? [] : [ratio(2 * hits, there + told)]
  }).flat()
  return [right / aims.length, meanOf(f1)]
}

const distanceFigures = (
  task: Task,
  said: readonly ArrayLike<number>[],
  aims: readonly ArrayLike<number>[],
): (number | null)[] =>
  errorsOf(task).map(({ of }) => meanOf(aims.flatMap((aim, i) => of(said[i]!, aim) ?? [])))
