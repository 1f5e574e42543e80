/** Points 0–1 as a path in a square of 100: a lone one is a short stroke, and nothing is drawn over a gap. */
export function scorePath(points: readonly (number | null)[]): string {
  const step = 100 / Math.max(1, points.length - 1)
  const x = (i: number): string => (i * step).toFixed(1)
  const y = (value: number): string => (6 + (1 - value) * 88).toFixed(1)
  let path = ''
  points.forEach((value, i) => {
    if (value === null) return
    const goesOn = (points[i - 1] ?? null) !== null
    const alone = !goesOn && (points[i + 1] ?? null) === null
    path += alone
      ? `M${(Math.max(0, i * step - 2)).toFixed(1)} ${y(value)}h4`
      : `${goesOn ? 'L' : 'M'}${x(i)} ${y(value)}`
  })
  return path
}
