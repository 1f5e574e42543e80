/** The labels that a run was started with, kept in its folder: a resumed training must see the same ones. */
import fs from 'node:fs'
import path from 'node:path'
import { type Label, labels } from '../../../../shared/words.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import { decodeTensors, encodeTensors } from '../files/safetensors.ts'

const fileOf = (folder: string): string => path.join(folder, 'labels.safetensors')

export async function writeSnapshot(
  folder: string,
  tracks: readonly { id: number; label: Label }[],
): Promise<void> {
  const shape = [tracks.length]
  const bytes = encodeTensors({
    tensors: {
      tracks: { shape, values: Int32Array.from(tracks, ({ id }) => id) },
      labels: { shape, values: Int32Array.from(tracks, ({ label }) => labels.indexOf(label)) },
    },
    metadata: { format: 'tracksieve-labels', words: labels.join() },
  })
  await writeAtomically(fileOf(folder), (temporary) => fs.promises.writeFile(temporary, bytes))
}

/** Track id → label. */
export async function readSnapshot(folder: string): Promise<Map<number, Label>> {
  const file = fileOf(folder)
  const { tensors } = decodeTensors(await fs.promises.readFile(file), `The run's labels ${file}`)
  const numbers = tensors.labels!.values
  return new Map(Array.from(tensors.tracks!.values, (id, i) => [id, labels[numbers[i]!]!]))
}
