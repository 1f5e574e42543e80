/** The heads as people choose them. */
import type { HeadChoice } from '../../../../shared/contract/learning.ts'
import { heads } from './registry.ts'

export const listHeads = (): HeadChoice[] =>
  Object.entries(heads).map(([name, { title, tasks }]) => ({
    name,
    title,
    tasks: (tasks?.({ ahead: 1 }) ?? []).map((task) => ({
      name: task.name,
      title: task.title,
      means: task.means,
      weight: task.weight,
      loss: task.loss,
    })),
  }))
