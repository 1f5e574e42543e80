/** Sets of positions in a long list as sorted, disjoint ranges first..last, both included. */
export type Range = readonly [number, number]

export const rangesCount = (ranges: readonly Range[]): number =>
  ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)

export function rangesHave(ranges: readonly Range[], position: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const [first, last] = ranges[middle] ?? [0, -1]
    if (position < first) high = middle - 1
    else if (position > last) low = middle + 1
    else return true
  }
  return false
}

export function addRange(ranges: readonly Range[], added: Range): Range[] {
  const sorted = [...ranges, added].sort((a, b) => a[0] - b[0])
  const merged: [number, number][] = []
  for (const [first, last] of sorted) {
    const top = merged.at(-1)
    if (top && first <= top[1] + 1) top[1] = Math.max(top[1], last)
    else merged.push([first, last])
  }
  return merged
}

export function removePosition(ranges: readonly Range[], position: number): Range[] {
  return ranges.flatMap(([first, last]): Range[] => {
    if (position < first || position > last) return [[first, last]]
    const parts: Range[] = []
    if (first < position) parts.push([first, position - 1])
    if (position < last) parts.push([position + 1, last])
    return parts
  })
}

/** All positions, when they are few. */
export function positionsOf(ranges: readonly Range[]): number[] {
  return ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  )
}
