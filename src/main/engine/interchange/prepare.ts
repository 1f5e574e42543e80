/** Reads all that belongs to one sequence: its tracks, and what labels and ground truth say of each. Runs in a worker. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import type { Label, TrackClass } from '../../../shared/words.ts'
import type { Work } from '../base/work.ts'
import { readLabels } from './labels/read.ts'
import { readMot } from './mot/read.ts'
import { refuse } from './refusal.ts'
import type { SequenceFiles } from './sequences/find.ts'
import { readSequenceInfo, type SequenceInfo } from './sequences/seqinfo.ts'
import type { TrackSet } from './trackSet.ts'
import { judgeTracks } from './truth/judge.ts'

export interface PrepareInput {
  sequence: SequenceFiles
  /** The person gave the labels file for several sequences at once: it must name them. */
  severalSequences: boolean
  skipBadRows: boolean
}

/** A track set with what is known of each of its tracks, in its order. */
export interface Prepared extends TrackSet {
  labels: (Label | null)[]
  truth: (TrackClass | null)[]
  info: SequenceInfo | null
  /** SHA-256 of the tracks file: the same file is not imported twice. */
  digest: string
  /** What was left out, by reason: lines, labels of tracks that are not there. */
  leftOut: Record<string, number>
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of fs.createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function findLabels(
  input: PrepareInput,
  tracks: TrackSet,
  leftOut: Record<string, number>,
): (Label | null)[] {
  const labels = new Array<Label | null>(tracks.numbers.length).fill(null)
  const file = input.sequence.labels
  if (!file) return labels
  const rows = readLabels(file)
  const named = rows.some((row) => row.sequence !== null)
  if (!named && input.severalSequences) {
    throw refuse(
      file,
      1,
      'has no column sequence, and there are several sequences.',
      'Add it: the name of the folder or file.',
    )
  }
  const position = new Map(Array.from(tracks.numbers, (number, index) => [number, index]))
  for (const row of rows) {
    if (row.sequence !== null && row.sequence !== input.sequence.name) continue
    const index = position.get(row.number)
    if (index !== undefined) labels[index] = row.label
    else
      leftOut['labels of tracks that are not there'] =
        (leftOut['labels of tracks that are not there'] ?? 0) + 1
  }
  return labels
}

async function findTruth(
  input: PrepareInput,
  tracks: TrackSet,
  work: Work,
): Promise<(TrackClass | null)[] | null> {
  const file = input.sequence.groundTruth
  if (!file) return null
  const objects = await readMot(file, { skipBadRows: false }, work)
  return judgeTracks(tracks, objects.tracks, work)
}

/** Throws VALIDATION naming file and line, NOT_FOUND, PERMISSION, CANCELLED. */
export async function prepare(input: PrepareInput, work: Work): Promise<Prepared> {
  const { sequence, skipBadRows } = input
  const { tracks, skipped } = await readMot(sequence.tracksFile, { skipBadRows }, work)
  const leftOut = Object.fromEntries(Object.entries(skipped).map(([reason, n]) => [`lines: ${reason}`, n]))
  const labels = findLabels(input, tracks, leftOut)
  const truth = await findTruth(input, tracks, work)
  return {
    ...tracks,
    // Where a truth is known and nobody labelled the track, the truth is its first label; what does not count is unsure.
    labels: truth ? labels.map((label, index) => label ?? truth[index] ?? 'unsure') : labels,
    truth: truth ?? labels.map(() => null),
    info: sequence.info ? readSequenceInfo(sequence.info) : null,
    digest: await digestOf(sequence.tracksFile),
    leftOut,
  }
}
