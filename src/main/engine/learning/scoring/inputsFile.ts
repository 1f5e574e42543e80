/** What a model's ONNX file takes of some tracks, as a file for other programs. Format: docs/formats.md. */
import fs from 'node:fs'
import { writeAtomically } from '../../base/atomicFile.ts'
import { countBoxes } from '../../base/detections.ts'
import { describeTable } from '../data/dataset.ts'
import { countTracks, type TrackTable, trackAt } from '../data/trackTable.ts'
import { readModel } from '../files/modelFile.ts'
import { encodeTensors, type StoredTensor } from '../files/safetensors.ts'

export interface InputsFile {
  modelFile: string
  /** All tracks of their videos: they are compared with each other. */
  table: TrackTable
  out: string
}

/** Rows of the tracks end to end, in the table's order; `steps` says how many each has. */
export async function writeInputs({ modelFile, table, out }: InputsFile): Promise<void> {
  const { description, pipeline } = await readModel(modelFile)
  const raw = description.recipe.features === 'statistical'
  const tensors = raw ? rawInputs(table) : describedInputs(table, pipeline.parts.features, description)
  const bytes = encodeTensors({ tensors, metadata: { format: 'tracksieve-inputs' } })
  await writeAtomically(out, (temporary) => fs.promises.writeFile(temporary, bytes))
}

function rawInputs(table: TrackTable): Record<string, StoredTensor> {
  const n = countTracks(table)
  const steps = Int32Array.from({ length: n }, (_, i) => countBoxes(trackAt(table, i).detections))
  return {
    steps: { shape: [n], values: steps },
    detections: { shape: [table.boxes.length / 6, 6], values: table.boxes },
    frame_size: { shape: [n, 2], values: table.frames },
  }
}

function describedInputs(
  table: TrackTable,
  features: Parameters<typeof describeTable>[1],
  { survivalPrior }: { survivalPrior: Parameters<typeof describeTable>[2] },
): Record<string, StoredTensor> {
  const sequences = describeTable(table, features, survivalPrior)
  const joined = (rows: Float32Array[], width: number): StoredTensor => {
    const values = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0))
    let at = 0
    for (const row of rows) {
      values.set(row, at)
      at += row.length
    }
    return { shape: [values.length / width, width], values }
  }
  return {
    steps: { shape: [sequences.length], values: Int32Array.from(sequences, ({ boxes }) => boxes) },
    inputs: joined(
      sequences.map(({ inputs }) => inputs),
      features.inputDim,
    ),
    track_inputs: joined(
      sequences.map(({ track }) => track),
      features.trackInputDim,
    ),
  }
}
