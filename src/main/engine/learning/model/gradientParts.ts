/** What a batch teaches, where it is learned from in parts. */
import { type Rows, rowsAt } from './apart.ts'
import { type Batch, type Goal, targets } from './batch.ts'
import type { Dropout } from './dropout.ts'
import type { InPass } from './pass.ts'

/** Of a batch, or of parts of it. */
export interface BatchGradient {
  loss: number
  losses: number[]
  gradient: Float32Array<ArrayBuffer>
  logits: Float32Array<ArrayBuffer>
}

/** Of parts that came one after the other: losses and gradients add up. */
export const together = (one: BatchGradient, next: BatchGradient): BatchGradient => ({
  loss: one.loss + next.loss,
  losses: one.losses.map((loss, i) => loss + next.losses[i]!),
  gradient: one.gradient.map((value, i) => value + next.gradient[i]!),
  logits: flatten([one.logits, next.logits], one.logits.length + next.logits.length),
})

/** A batch and what it should answer, in these parts. */
export function partsOf(rows: readonly Rows[], batch: Batch, wanted: Goal, dropout?: Dropout): InPass[] {
  const { tasks = [] } = wanted
  const { targets: all, weights } = targets(batch, wanted)
  let at = 0
  return rows.map(({ batch: own, tracks }, part) => {
    const [from, to] = [at, at + own.rows * own.steps]
    at = to
    return {
      part,
      batch: own,
      dropout,
      goal: { targets: all.subarray(from, to), weights: weights.subarray(from, to) },
      tasks: tasks.map((task) => ({
        ...task,
        targets: rowsAt(task.targets, batch.spans.length, tracks),
        weights: rowsAt(task.weights, batch.spans.length, tracks),
      })),
    }
  })
}

/** Read one by one: a tensor of them all would cost a reshape each, and a concatenation. */
export function flatten(parts: readonly Float32Array[], size: number): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(size)
  let at = 0
  for (const part of parts) {
    flat.set(part, at)
    at += part.length
  }
  return flat
}
