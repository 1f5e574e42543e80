/** What a head's tasks say of tracks, and how far that is off. */
import type { Work } from '../../base/work.ts'
import { breathe } from '../backends/breathe.ts'
import { scaleOf } from '../data/aims.ts'
import type { Task, TaskError } from '../heads/plan.ts'
import { type Aims, pack, type Sequence } from '../model/batch.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'
import { inBatches } from '../scoring/score.ts'

/** By task, in the answer's unit: logits of classes, numbers of distances. */
export type Answers = Readonly<Record<string, Float32Array>>

/** In the order of the sequences, which must be standardised. */
export async function answerSequences(
  pipeline: ModularTrackingPipeline,
  weights: Float32Array,
  sequences: readonly Sequence[],
  work: Work,
): Promise<Answers[]> {
  const { features, head, sequence } = pipeline.parts
  const result = new Array<Answers>(sequences.length)
  for (const chunk of inBatches(sequences, sequence.heads)) {
    await breathe(work)
    const batch = pack(
      chunk.map((i) => sequences[i]!),
      features.inputDim,
    )
    const answered = await pipeline.compute('answers', { weights, parts: [{ batch }] }, () => {
      const { answers } = pipeline.forward(batch)
      return head.tasks.map(({ name }) => answers[name]!)
    })
    chunk.forEach((i, row) => {
      result[i] = Object.fromEntries(
        head.tasks.map((task, t) => [task.name, inUnits(task, answered[t]!, row)]),
      )
    })
  }
  return result
}

function inUnits(task: Task, answered: Float32Array, row: number): Float32Array {
  const { answer } = scaleOf(task)
  return answered.slice(row * task.width, (row + 1) * task.width).map((value, k) => answer(value, k))
}

/** The place of the highest. */
export const highest = (logits: ArrayLike<number>): number =>
  Array.from(logits).reduce((best, value, i, all) => (value > all[best]! ? i : best), 0)

const meanDifference: TaskError = {
  title: 'mean error',
  of(answer, aim) {
    const known = Array.from(aim).flatMap((value, k) =>
      Number.isNaN(value) ? [] : [Math.abs(answer[k]! - value)],
    )
    return meanOf(known)
  },
}

export const errorsOf = ({ errors = [meanDifference] }: Pick<Task, 'errors'>): readonly TaskError[] => errors

/** null of none. */
export const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

/** Loss of one answer, as it is trained: in units of the task, without its weight. */
function lossOf(task: Task, answer: Float32Array, aim: Float32Array): number {
  const { learned } = scaleOf(task)
  if (task.loss === 'classes') {
    const most = Math.max(...answer)
    const sum = answer.reduce((all, value) => all + Math.exp(value - most), 0)
    return Math.log(sum) + most - answer[aim[0]!]!
  }
  const each = Array.from(aim).flatMap((value, k) => {
    const off = Math.abs(learned(answer[k]!, k) - learned(value, k))
    return Number.isNaN(off) ? [] : [off <= 1 ? off ** 2 / 2 : off - 0.5]
  })
  return meanOf(each) ?? 0
}

/** Of the tracks of which the task knows something: mean loss, and the figure that is shown while it learns. */
export function judgeTask(task: Task, answers: readonly Answers[], aims: readonly (Aims | undefined)[]) {
  const pairs = answers.flatMap((answer, i) => {
    const aim = aims[i]?.[task.name]
    return aim ? [{ answer: answer[task.name]!, aim }] : []
  })
  const [error] = errorsOf(task)
  const figures = pairs.flatMap(({ answer, aim }) =>
    task.loss === 'classes' ? [highest(answer) === aim[0] ? 1 : 0] : (error!.of(answer, aim) ?? []),
  )
  return { loss: meanOf(pairs.map(({ answer, aim }) => lossOf(task, answer, aim))), figure: meanOf(figures) }
}
