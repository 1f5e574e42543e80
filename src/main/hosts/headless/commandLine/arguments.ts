/** Values of options, checked by the parser: a wrong one is wrong usage, not refused input. */
import { InvalidArgumentError } from 'commander'

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

function toNumber(text: string, fits: (value: number) => boolean, wanted: string): number {
  const value = Number(text)
  if (!plain.test(text) || !Number.isFinite(value) || !fits(value))
    throw new InvalidArgumentError(`Wanted is ${wanted}.`)
  return value
}

export const whole =
  (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  (text: string): number =>
    toNumber(
      text,
      (value) => Number.isInteger(value) && value >= least && value <= most,
      most === Number.MAX_SAFE_INTEGER
        ? `a whole number from ${least} on`
        : `a whole number from ${least} to ${most}`,
    )

/** "1,2,3" */
export function seedList(text: string): number[] {
  const seeds = text.split(',').map(whole(0, 0xffff_ffff))
  if (new Set(seeds).size < seeds.length) throw new InvalidArgumentError('Each seed once.')
  return seeds
}

export const positive = (text: string): number => toNumber(text, (value) => value > 0, 'a number above 0')
export const fraction = (text: string): number =>
  toNumber(text, (value) => value >= 0 && value <= 1, 'a number from 0 to 1')
