/**
 * How unsure two fitted numbers are where examples come in groups that err together (the sandwich of Huber and White,
 * summed by group), and how far they are then believed.
 */

/** [[a, b], [b, c]] as [a, b, c]. */
export type Square = readonly [number, number, number]

/** Of one example: its group, d score / d numbers, score − truth, and score · (1 − score). */
export interface Slope {
  video: number
  slope: readonly [number, number]
  error: number
  variance: number
}

/**
 * So far (deviation) do videos lie from each other, each fitted by itself, in log scale and in offset of the logit: a few
 * videos that happen to agree look surer than they are, so less is never assumed (docs/decisions/judging.md).
 */
const apart = [0.5, 2] as const

/** Covariance of the numbers; with one group as if all examples were independent. The weak prior of the fit counts as one more. */
export function spreadOfSums(slopes: readonly Slope[]): Square {
  const bent: [number, number, number] = [1, 0, 1]
  const groups = new Map<number, [number, number]>()
  const weights = new Map<number, number>()
  const single = new Set(slopes.map(({ video }) => video)).size < 2
  slopes.forEach(({ video, slope: [x, y], error, variance }, i) => {
    add(bent, x, y, 1 / variance)
    weights.set(video, (weights.get(video) ?? 0) + y ** 2 / variance)
    const key = single ? i : video
    const [sumX, sumY] = groups.get(key) ?? [0, 0]
    groups.set(key, [sumX + (error / variance) * x, sumY + (error / variance) * y])
  })
  const met: [number, number, number] = [0, 0, 0]
  const count = groups.size
  for (const [x, y] of groups.values()) add(met, x, y, count / Math.max(1, count - 1))
  const [x, both, y] = around(inverse(bent), met)
  const share = shareOf([...weights.values()])
  return [Math.max(x, apart[0] ** 2 * share), both, Math.max(y, apart[1] ** 2 * share)]
}

/** 1 / number of groups that weigh the same; more where some weigh more: of a mean of groups, what is left of their variance. */
function shareOf(weights: readonly number[]): number {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  return sum === 0 ? 1 : weights.reduce((all, weight) => all + (weight / sum) ** 2, 0)
}

/**
 * Numbers found with this spread, drawn back to 0: T (T + spread)⁻¹ numbers, where T is how far from 0 each is thought to
 * lie, squared: at least `within`², and more where it is found further away than six times its spread explains.
 */
export function drawBack(
  [x, y]: readonly [number, number],
  [a, b, c]: Square,
  within: number,
): [number, number] {
  const far = (found: number, spread: number) => Math.max(within ** 2, found ** 2 - 6 * spread)
  const [farX, farY] = [far(x, a), far(y, c)]
  const [p, q, r] = inverse([farX + a, b, farY + c])
  return [farX * (p * x + q * y), farY * (q * x + r * y)]
}

function add(into: [number, number, number], x: number, y: number, weight: number): void {
  into[0] += weight * x * x
  into[1] += weight * x * y
  into[2] += weight * y * y
}

function inverse([a, b, c]: Square): Square {
  const size = a * c - b * b
  return [c / size, -b / size, a / size]
}

/** S · M · S. */
function around([p, q, r]: Square, [a, b, c]: Square): Square {
  const [pa, pb, qa, qb] = [p * a + q * b, p * b + q * c, q * a + r * b, q * b + r * c]
  return [pa * p + pb * q, pa * q + pb * r, qa * q + qb * r]
}
