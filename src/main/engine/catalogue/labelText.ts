/** Changes of labels in words. */
import type { Label } from '../../../shared/words.ts'

export interface BatchAbout {
  changed: number
  /** Label that all tracks got; null = removed, or not the same for all. */
  label: Label | null
  uniform: boolean
  /** Number of the first track. */
  number: number
}

const many = (count: number) => `${count.toLocaleString('en')} tracks`
const subject = (count: number, number: number | undefined) =>
  count === 1 && number !== undefined ? `Track ${number}` : many(count)

/** "Track 41: noise", "24 tracks: brief", "Track 41: label removed". */
export function describe({ changed, label, number, uniform }: BatchAbout): string {
  const what = !uniform ? 'different labels' : (label ?? (changed === 1 ? 'label removed' : 'labels removed'))
  return `${subject(changed, number)}: ${what}`
}

/** For a call that found every track as it was to be. */
export function unchanged(count: number, number: number | undefined, label: Label | null): string {
  return `${subject(count, number)}: ${label === null ? 'without label' : label} already`
}
