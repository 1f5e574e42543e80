/** Counts by reason or label, added up. */
export function addUp(counts: readonly Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const [key, n] of counts.flatMap(Object.entries<number>)) total[key] = (total[key] ?? 0) + n
  return total
}
