/** What the tasks of a head should answer: of one track as it is seen, and of a batch. */

import type { SeenTrack, Task } from '../heads/plan.ts'
import type { Aims, Sequence, TaskGoal } from '../model/batch.ts'

export const aimsOf = (tasks: readonly Task[], track: SeenTrack): Aims =>
  Object.fromEntries(
    tasks.flatMap((task) => {
      const aim = task.aim(track)
      return aim === null ? [] : [[task.name, Float32Array.from(aim)]]
    }),
  )

export const goalsOf = (tasks: readonly Task[], sequences: readonly Sequence[]): TaskGoal[] =>
  tasks.map((task) => {
    const { name, loss, width, weight } = task
    const size = sequences.length * width
    const goal: TaskGoal = {
      name,
      loss,
      width,
      targets: new Float32Array(size),
      weights: new Float32Array(size),
      known: 0,
    }
    let counted = 0
    sequences.forEach(({ aims }, row) => {
      const aim = aims?.[name]
      if (!aim) return
      goal.known += 1
      counted += loss === 'classes' ? writeClass(goal, row, aim) : writeNumbers(goal, row, aim, scaleOf(task))
    })
    if (counted > 0) goal.weights = goal.weights.map((one) => (one * weight) / counted)
    return goal
  })

const asIs = { learned: (value: number) => value, answer: (learned: number) => learned }

export const scaleOf = ({ scale = asIs }: Pick<Task, 'scale'>) => scale

function writeClass({ targets, weights, width }: TaskGoal, row: number, aim: Float32Array): number {
  targets[row * width + aim[0]!] = 1
  weights.fill(1, row * width, (row + 1) * width)
  return 1
}

function writeNumbers(
  { targets, weights, width }: TaskGoal,
  row: number,
  aim: Float32Array,
  { learned }: NonNullable<Task['scale']>,
): number {
  let known = 0
  aim.forEach((value, k) => {
    if (Number.isNaN(value)) return
    targets[row * width + k] = learned(value, k)
    weights[row * width + k] = 1
    known += 1
  })
  return known
}
