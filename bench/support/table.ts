/** Timings as a table: milliseconds by the clock, by the processor, and how many times what was promised. */
export interface Row {
  name: string
  rounds: number
  p50: number
  p95: number
  /** Median of the processor's time: what is left of p50 where other programs keep the machine busy. Absent: not measured. */
  cpu?: number
}

export function measure(name: string, rounds: number, work: (round: number) => unknown): Row {
  work(0)
  return repeat(name, rounds, work)
}

/** Once, without a round to warm up. */
export const timed = (name: string, work: () => unknown): Row => repeat(name, 1, work)

function repeat(name: string, rounds: number, work: (round: number) => unknown): Row {
  const times: number[] = []
  const used: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage()
    const from = performance.now()
    work(round)
    times.push(performance.now() - from)
    const { system, user } = process.cpuUsage(before)
    used.push((system + user) / 1000)
  }
  return { name, rounds, p50: quantile(times, 0.5), p95: quantile(times, 0.95), cpu: quantile(used, 0.5) }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** `limit`: what p95 must stay under, in milliseconds. */
export function printTable(title: string, rows: readonly Row[], limit: number): void {
  const line = (name: string, ...cells: string[]) =>
    console.log(name.padEnd(36) + cells.map((cell) => cell.padStart(10)).join(''))
  console.log(`\n${title} (Node ${process.version}; ms; ratio = p95 / ${limit} ms)`)
  line('what', 'rounds', 'p50', 'p95', 'cpu p50', 'ratio')
  for (const { cpu, name, p50, p95, rounds } of rows)
    line(
      name,
      String(rounds),
      p50.toFixed(2),
      p95.toFixed(2),
      cpu?.toFixed(2) ?? '–',
      (p95 / limit).toFixed(2),
    )
}
