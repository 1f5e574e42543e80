/** Tracks that are in no catalogue, with a model file: their scores, and what other programs need to score them. */
import type { Work } from '../../base/work.ts'
import type { EngineParts } from '../../jobs/types.ts'
import { type TableTrack, tableOf } from '../data/trackTable.ts'
import type { Growing, GrowingInput } from '../early/growing.ts'
import type { Scores } from './filter.ts'
import type { InputsFile } from './inputsFile.ts'
import type { ScoreInput } from './scoreTask.ts'

/** `video`: its sequence. */
type FileTrack = Pick<TableTrack, 'detections' | 'frame' | 'video'>

const toTable = (tracks: readonly FileTrack[]) =>
  tableOf(tracks.map((track, id) => ({ ...track, id, label: null })))

export const createFileTracks = (parts: EngineParts) => ({
  /** One a track, in their order. */
  async scoreTracks(modelFile: string, tracks: readonly FileTrack[], work: Work): Promise<Float32Array> {
    const task: ScoreInput = { modelFile, backend: parts.settings().backend, table: toTable(tracks) }
    return (await parts.workers.run<Scores>('learn', 'learning.score', task, work)).scores
  },

  /** Scores of each with its first box, its first two, and so on. Throws VALIDATION for a model that looks ahead. */
  async growTracks(modelFile: string, tracks: readonly FileTrack[], work: Work): Promise<Growing> {
    const task: GrowingInput = {
      modelFile,
      backend: parts.settings().backend,
      table: toTable(tracks),
      context: null,
    }
    return parts.workers.run<Growing>('learn', 'learning.growing', task, work)
  },

  /** What the model's ONNX file takes of them, as a file. */
  async writeInputs(modelFile: string, tracks: readonly FileTrack[], out: string, work: Work): Promise<void> {
    const task: InputsFile = { modelFile, table: toTable(tracks), out }
    await parts.workers.run<void>('learn', 'learning.inputs', task, work)
  },
})
