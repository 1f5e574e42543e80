/** Timings as a table: milliseconds, and how many times they fit into what was promised. */
export interface Row {
  name: string
  rounds: number
  p50: number
  p95: number
}

export function measure(name: string, rounds: number, work: (round: number) => unknown): Row {
  work(0)
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now()
    work(round)
    times.push(performance.now() - from)
  }
  return summarise(name, times)
}

/** Once, without a round to warm up. */
export function timed(name: string, work: () => unknown): Row {
  const from = performance.now()
  work()
  return summarise(name, [performance.now() - from])
}

function summarise(name: string, times: readonly number[]): Row {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { name, rounds: sorted.length, p50: at(0.5), p95: at(0.95) }
}

/** `limit`: what p95 must stay under, in milliseconds. */
export function printTable(title: string, rows: readonly Row[], limit: number): void {
  console.log(`\n${title} (Node ${process.version}; ms; ratio = p95 / ${limit} ms)`)
  console.log(
    `${'what'.padEnd(36)}${'rounds'.padStart(8)}${'p50'.padStart(10)}${'p95'.padStart(10)}${'ratio'.padStart(8)}`,
  )
  for (const { name, p50, p95, rounds } of rows) {
    const numbers = [
      p50.toFixed(2).padStart(10),
      p95.toFixed(2).padStart(10),
      (p95 / limit).toFixed(2).padStart(8),
    ]
    console.log(`${name.padEnd(36)}${String(rounds).padStart(8)}${numbers.join('')}`)
  }
}
