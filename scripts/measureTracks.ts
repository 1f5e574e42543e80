/**
 * How detectors and trackers behave, measured on the real sequences beside this checkout, and what the preset
 * `tracker` makes of it: `node scripts/measureTracks.ts [--write]`. Prints tables as Markdown; with --write puts
 * docs/pictures/tracker-distributions.svg in its place. Only statistics leave this script.
 */
import fs from 'node:fs'
import path from 'node:path'
import { generatedTracks } from '../bench/support/generatedTracks.ts'
import { columns } from '../src/main/engine/base/detections.ts'
import type { TableTrack } from '../src/main/engine/learning/data/trackTable.ts'
import { realSequences } from '../tests/support/realSequences.ts'
import { histograms } from './support/histograms.ts'
import { type Measure, measures, quantile, valuesOf } from './support/trackStatistics.ts'

const generated = generatedTracks(150)
const sequences = realSequences()
const raw = sequences.filter(({ name }) => name.endsWith('-FRCNN'))
const hard = raw.filter(({ labelled }) => labelled).flatMap(({ tracks }) => tracks)
const isReal = ({ label }: TableTrack) => label === 'persistent'
const groups: Record<string, TableTrack[]> = {
  'real tracks, labelled': hard.filter(isReal),
  'real tracks, generated': generated.filter(isReal),
  'false tracks, labelled': hard.filter((track) => !isReal(track)),
  'false tracks, generated': generated.filter((track) => !isReal(track)),
  'all tracks of raw detectors': raw.flatMap(({ tracks }) => tracks),
  'all generated': generated,
  'cleaned tracks (Lif_T)': sequences
    .filter(({ name }) => name.endsWith('LifT'))
    .flatMap(({ tracks }) => tracks),
}

const short = (value: number): string => (Number.isNaN(value) ? '–' : String(Number(value.toPrecision(3))))
const sides: readonly Measure[] = ['starts at a side', 'ends at a side']
for (const measure of Object.keys(measures) as Measure[]) {
  console.log(
    `\n| ${measure} | tracks | 5 % | 25 % | median | 75 % | 95 % |\n| --- | --- | --- | --- | --- | --- | --- |`,
  )
  for (const [name, tracks] of Object.entries(groups)) {
    const values = valuesOf(tracks, measure)
    const cells = sides.includes(measure)
      ? ['', '', `share ${short(values.reduce((sum, value) => sum + value, 0) / values.length)}`, '', '']
      : [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => short(quantile(values, share)))
    console.log(`| ${name} | ${values.length} | ${cells.join(' | ')} |`)
  }
}

console.log(
  '\n| boxes a frame, one box in | frames | 5 % | median | 95 % | one box alone | up to 3 boxes | 20 and more |\n| --- | --- | --- | --- | --- | --- | --- | --- |',
)
for (const { name, tracks, frames } of sequences) console.log(crowdRow(name, tracks, frames))
console.log(crowdRow('generated', generated, 150 * 100))

function crowdRow(name: string, tracks: readonly TableTrack[], frames: number): string {
  const seen = new Map<number, number>()
  for (const { detections, video } of tracks)
    for (let at = 0; at < detections.length; at += columns) {
      const key = video * 1e6 + detections[at]!
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
  const counts = [...seen.values(), ...new Array<number>(Math.max(0, frames - seen.size)).fill(0)]
  const lengths = valuesOf(tracks, 'boxes a track')
  const share = (is: (boxes: number) => boolean) => short(lengths.filter(is).length / lengths.length)
  const crowd = [0.05, 0.5, 0.95].map((part) => quantile(counts, part)).join(' | ')
  return `| ${name} | ${frames} | ${crowd} | ${share((n) => n === 1)} | ${share((n) => n <= 3)} | ${share((n) => n >= 20)} |`
}

if (process.argv.includes('--write')) {
  if (hard.length === 0)
    throw new Error('The real sequences are not here: there is nothing to draw beside ours.')
  const even = (from: number, to: number, bins: number) =>
    Array.from({ length: bins + 1 }, (_, i) => Number((from + ((to - from) * i) / bins).toFixed(4)))
  const borders: Partial<Record<Measure, number[]>> = {
    'boxes a track': [1, 2, 3, 4, 6, 9, 13, 19, 28, 42, 64, 100],
    'mean score': even(0.5, 1, 20),
    'boxes / frames from first to last': even(0.3, 1.0001, 14),
    'height / picture’s height': even(0, 0.7, 14),
    'width / height': even(0.1, 1.2, 22),
    'way a frame': even(0, 0.4, 20),
    'jitter (median 2nd difference)': even(0, 0.4, 16),
    'change of log height a frame': even(0, 0.4, 20),
  }
  const panels = Object.entries(borders).map(([measure, bins]) => ({
    title: measure,
    borders: bins,
    pairs: ['real', 'false'].map((kind) => ({
      name: `${kind} tracks`,
      real: valuesOf(groups[`${kind} tracks, labelled`]!, measure as Measure),
      generated: valuesOf(groups[`${kind} tracks, generated`]!, measure as Measure),
    })),
  }))
  const file = path.resolve(import.meta.dirname, '../docs/pictures/tracker-distributions.svg')
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, histograms(panels, 'Real and generated tracks, real and false ones'))
}
