/** How a head's tasks go over the epochs. */
import type { Epoch } from '../../../../shared/contract/learning.ts'
import type { Work } from '../../base/work.ts'
import type { Task } from '../heads/plan.ts'
import { answerSequences, judgeTask } from '../judging/answers.ts'
import type { Sequence, TaskGoal } from '../model/batch.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'

/** Mean training losses of an epoch, without the tasks' weights. */
export class TaskLosses {
  readonly #tasks: readonly Task[]
  readonly #sums: { loss: number; known: number }[]

  constructor(tasks: readonly Task[]) {
    this.#tasks = tasks
    this.#sums = tasks.map(() => ({ loss: 0, known: 0 }))
  }

  /** Of a batch; each loss is one of the tracks that its goal knows something of. */
  note(losses: readonly number[], goals: readonly TaskGoal[]): void {
    this.#sums.forEach((sum, t) => {
      const { known } = goals[t]!
      sum.loss += (losses[t]! / this.#tasks[t]!.weight) * known
      sum.known += known
    })
  }

  /** null where nothing was known. */
  of(task: number): number | null {
    const { loss, known } = this.#sums[task]!
    return known > 0 ? loss / known : null
  }
}

/** After an epoch; undefined for a head without tasks. */
export async function judgeTasks(
  pipeline: ModularTrackingPipeline,
  weights: Float32Array,
  { sequences, cut = [] }: { sequences: readonly Sequence[]; cut?: readonly Sequence[] },
  learning: TaskLosses,
  work: Work,
): Promise<Epoch['tasks']> {
  const { tasks } = pipeline.parts.head
  if (tasks.length === 0) return undefined
  const looks = { all: sequences, cut }
  const answers = {
    all: await answerSequences(pipeline, weights, sequences, work),
    cut: await answerSequences(pipeline, weights, cut, work),
  }
  return Object.fromEntries(
    tasks.map((task, t) => {
      const aims = looks[task.sees].map((sequence) => sequence.aims)
      const { loss, figure } = judgeTask(task, answers[task.sees], aims)
      return [task.name, { trainLoss: learning.of(t), validationLoss: loss, figure }]
    }),
  )
}
