/** What a training costs: time and memory, measured around it and kept until the report is written. */
import fs from 'node:fs'
import path from 'node:path'
import type { Costs } from '../../../../shared/contract/learning.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import type { RunRecord } from '../../catalogue/records.ts'

export interface RunCosts {
  run: number
  seconds: number
  peakBytes: number
}

const lookEveryMs = 100

export const costsFile = (folder: string): string => path.join(folder, 'costs.json')

export const readCosts = (file: string): RunCosts[] =>
  fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as RunCosts[]) : []

/** What fails costs nothing: its figures would be of half a training. */
export async function measured(file: string, run: number, train: () => Promise<unknown>): Promise<void> {
  const started = performance.now()
  let peakBytes = process.memoryUsage.rss()
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
  }, lookEveryMs)
  try {
    await train()
  } finally {
    clearInterval(timer)
  }
  const seconds = (performance.now() - started) / 1000
  const costs = [...readCosts(file).filter((one) => one.run !== run), { run, seconds, peakBytes }]
  fs.mkdirSync(path.dirname(file), { recursive: true })
  await writeAtomically(file, (temporary) => fs.promises.writeFile(temporary, JSON.stringify(costs)))
}

export function meanCosts(
  runs: readonly Pick<RunRecord, 'id' | 'seconds'>[],
  costs: readonly RunCosts[],
  msATrack: number | null,
): Costs {
  const own = costs.filter(({ run }) => runs.some(({ id }) => id === run))
  return {
    msATrack,
    trainSeconds: meanOf(runs.flatMap(({ seconds }) => seconds ?? [])),
    wholeSeconds: meanOf(own.map(({ seconds }) => seconds)),
    peakBytes: own.length === 0 ? null : Math.max(...own.map(({ peakBytes }) => peakBytes)),
  }
}

export const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
