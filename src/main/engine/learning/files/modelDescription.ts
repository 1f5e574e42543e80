/** What a model file says of itself, readable without a backend. Format: docs/formats.md. */
import fs from 'node:fs'
import { z } from 'zod'
import {
  Baseline,
  Calibration,
  EarlyThresholds,
  Metrics,
  Recipe,
  SplitCounts,
  TaskFigures,
} from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import { lengthBuckets } from '../heads/kindRule.ts'
import { decodeTensors, encodeTensors, type StoredTensor, type TensorFile } from './safetensors.ts'

const modelFormat = 'tracksieve-model'
const modelVersion = 1

const Spread = z.object({ mean: z.array(z.number()), deviation: z.array(z.number()) })

export const ModelDescription = z.object({
  recipe: Recipe,
  parameters: z.number(),
  /** Of the inputs of a step; `track`: of those of a track, where the extractor has any. */
  normalisation: Spread.extend({ track: Spread.optional() }),
  /** For files with too few tracks to learn survival from: features `track` and `past`. */
  survivalPrior: z
    .array(Spread.extend({ weights: z.array(z.number()) }))
    .length(4)
    .nullable()
    .default(null),
  /** At and above it a track is kept. */
  threshold: z.number(),
  /** How raw scores become probabilities; absent in models of earlier versions: as they are. */
  calibration: Calibration.optional(),
  /** Thresholds that keep 95 % and 99 % of the real tracks of the validation part. */
  keep95: z.number().nullable(),
  keep99: z.number().nullable(),
  /** Of recipes that ask for decisions while a track grows; chosen on the validation part. */
  early: EarlyThresholds.optional(),
  kindRule: z.record(z.enum(lengthBuckets), z.enum(['brief', 'noise'])),
  /** On the test part, which training never saw; null until it was evaluated. */
  /** The weights were fitted once more on all so many labels; figures and thresholds are those of the split before. */
  refit: z.object({ labels: z.number() }).optional(),
  metrics: z
    .object({
      test: Metrics.nullable(),
      testClips: Metrics.nullable(),
      baselines: z.array(Baseline),
      tasks: z.array(TaskFigures).optional(),
    })
    .nullable(),
  /** What it was trained on. */
  data: z.object({
    fingerprint: z.string(),
    labels: z.number(),
    counts: SplitCounts,
    sources: z.array(z.string()),
  }),
  bestEpoch: z.number(),
  trainedAt: z.string(),
})
export type ModelDescription = z.infer<typeof ModelDescription>

/** Throws NOT_FOUND, or VALIDATION for a file that is cut off, foreign, newer or unreadable. */
export async function readModelFile(file: string): Promise<TensorFile & { description: ModelDescription }> {
  const { tensors, metadata } = decodeTensors(await fs.promises.readFile(file), `The model ${file}`)
  if (metadata.format !== modelFormat)
    throw new TracksieveError(
      'VALIDATION',
      `${file} is no Tracksieve model.`,
      'Choose a .tracksieve-model file.',
    )
  if (Number(metadata.version) > modelVersion)
    throw new TracksieveError(
      'VALIDATION',
      `${file} comes from a newer Tracksieve.`,
      'Update Tracksieve to use it.',
    )
  return { tensors, metadata, description: parse(file, metadata.description) }
}

function parse(file: string, json = ''): ModelDescription {
  try {
    return ModelDescription.parse(JSON.parse(json))
  } catch (error) {
    const what = `The description in ${file} cannot be read.`
    throw new TracksieveError('VALIDATION', what, 'Export the model again.', false, error)
  }
}

export async function writeModelFile(
  file: string,
  description: ModelDescription,
  tensors: Record<string, StoredTensor>,
): Promise<void> {
  const metadata = {
    format: modelFormat,
    version: String(modelVersion),
    description: JSON.stringify(description),
  }
  const bytes = encodeTensors({ tensors, metadata })
  await writeAtomically(file, (temporary) => fs.promises.writeFile(temporary, bytes))
}

/** The same weights with another description: what an evaluation or an export adds. */
export async function redescribe(file: string, to: string, change: Partial<ModelDescription>): Promise<void> {
  const { tensors, description } = await readModelFile(file)
  await writeModelFile(to, { ...description, ...change }, tensors)
}
