/** What `score` and `filter` share: tracks and a model from files, no catalogue. */
import path from 'node:path'
import type { Command } from 'commander'
import type { ScoredFiles } from '../../../engine/trackFiles.ts'
import { fraction, positive } from './arguments.ts'
import { UsageError } from './errors.ts'
import type { Output } from './output.ts'
import type { Session } from './session.ts'

export interface FileOptions {
  model: string
  out: string
  threshold?: number
  keepReal?: number
  video?: string
  fps?: number
  skipBadRows?: boolean
  replace?: boolean
}

export const withFileOptions = (command: Command, out: string): Command =>
  command
    .argument('<input>', 'a results file, or a folder: one sequence, or several in it')
    .requiredOption('--model <file>', 'NAME.tracksieve-model')
    .requiredOption('--out <path>', out)
    .option(
      '--threshold <score>',
      'tracks with at least this score are kept; absent = the model’s own',
      fraction,
    )
    .option(
      '--keep-real <share>',
      'the threshold that kept 0.95 or 0.99 of the real tracks in validation',
      fraction,
    )
    .option('--video <film>', 'the film of the tracks, which says how large its pictures are')
    .option('--fps <rate>', 'frames a second', positive)
    .option('--skip-bad-rows', 'leave out lines that can’t be read instead of refusing the file')
    .option('--replace', 'replace what exists')

function keepOf({ threshold, keepReal }: FileOptions) {
  if (threshold !== undefined && keepReal !== undefined)
    throw new UsageError('give --threshold or --keep-real, not both')
  if (threshold !== undefined) return { threshold }
  return keepReal === undefined ? null : { keepReal }
}

export async function scoreFiles(
  { engine, signal }: Session,
  output: Output,
  input: string,
  options: FileOptions,
): Promise<ScoredFiles> {
  const files = {
    files: [path.resolve(input)],
    format: 'auto' as const,
    video: options.video === undefined ? null : path.resolve(options.video),
    fps: options.fps ?? null,
    labels: null,
    groundTruth: null,
    skipBadRows: options.skipBadRows === true,
  }
  const judge = { modelFile: path.resolve(options.model), keep: keepOf(options) }
  const scored = await engine.trackFiles.score(files, judge, { signal, progress: output.progress, send() {} })
  for (const note of scored.notes) output.note(note)
  return scored
}

export const toScoredDocument = (scored: ScoredFiles, out: string) => ({
  out: path.resolve(out),
  threshold: scored.threshold,
  tracks: scored.tracks,
  kept: scored.kept,
  removed: scored.tracks - scored.kept,
  sequences: scored.sequences.map(({ ready, rows }) => ({
    name: ready.files.name,
    tracks: rows.length,
    kept: rows.filter(({ kept }) => kept).length,
  })),
  left_out: scored.leftOut,
  notes: scored.notes,
})
