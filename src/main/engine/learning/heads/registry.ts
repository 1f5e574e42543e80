/** All heads that a recipe can name. One of your own is a file like those beside this one, and a line here (docs/heads.md). */
import { TracksieveError } from '../../../../shared/errors.ts'
import { multitask } from './multitask.ts'
import { persistence } from './persistence.ts'
import type { HeadPlan } from './plan.ts'
import { pooled } from './pooled.ts'

export const heads: Record<string, HeadPlan> = {
  persistence,
  pooled,
  multitask,
}

/** Throws VALIDATION for a name that is not among them. */
export function headPlan(name: string): HeadPlan {
  const plan = Object.hasOwn(heads, name) ? heads[name] : undefined
  if (plan) return plan
  throw new TracksieveError(
    'VALIDATION',
    `There is no head '${name}'.`,
    `Choose one of ${Object.keys(heads).join(', ')}; how to add one: docs/heads.md.`,
  )
}
