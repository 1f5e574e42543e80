/** One training from tracks to a model file, in the learning thread. */
import { createHash } from 'node:crypto'
import type { Epoch, Recipe, SplitCounts } from '../../../../shared/contract/learning.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Backend, Split } from '../../../../shared/words.ts'
import { createRandom } from '../../base/random.ts'
import type { Work } from '../../base/work.ts'
import { useBackend } from '../backends/backends.ts'
import { crowdWords } from '../data/crowds.ts'
import { labelAt, type TrackTable, trackAt } from '../data/trackTable.ts'
import { boldness, fitEnsemble, together } from '../ensemble/ensemble.ts'
import { startTuned } from '../features/tunedStart.ts'
import { type ModelDescription, readModelFile } from '../files/modelDescription.ts'
import { writeModel } from '../files/modelFile.ts'
import { fitKindRule } from '../heads/kindRule.ts'
import type { ModularTrackingPipeline } from '../model/pipeline.ts'
import { buildPipeline } from '../model/presets.ts'
import { startFromPretrained } from '../pretraining/choose.ts'
import { scoreSequences } from '../scoring/score.ts'
import { flat, loadCheckpoint, saveCheckpoint } from './checkpoint.ts'
import { fitScores } from './fitScores.ts'
import { prepare } from './prepare.ts'
import { modelFileOf } from './runFolder.ts'
import { judgedOf, train } from './train.ts'
import { TrainingState } from './trainingState.ts'

export interface RunInput {
  /** `models/run-ID` of the catalogue. */
  folder: string
  recipe: Recipe
  backend: Backend | null
  /** Labelled tracks, `unsure` left out. */
  table: TrackTable
  /** All tracks of their videos, where the recipe's features compare tracks. */
  context: TrackTable | null
  /** Part of each track of the table. */
  parts: Split[]
  counts: SplitCounts
  sources: string[]
  /** Model file of the run that this one goes on from. */
  from?: string | null
  /** File of the pretraining that it starts from. */
  pretrained?: string | null
  /** Folder of the tokenizer whose encoder it starts with, to tune it. */
  tokenizer?: string | null
  /** Train on the tracks of all parts. */
  everything?: boolean
}

export interface RunResult {
  bestEpoch: number
  /** Of the epochs, those before an interruption included. */
  seconds: number
}

/** Sent on the way. */
export type RunMessage =
  | { kind: 'backend'; backend: Backend; detail: string }
  | { kind: 'epochs'; epochs: Epoch[]; bestEpoch: number }
  /** For the log. */
  | { kind: 'note'; text: string }

export async function trainRun(input: RunInput, work: Work): Promise<RunResult> {
  const { folder, recipe } = input
  mustValidate(input)
  const backend = await useBackend(input.backend)
  work.send({ kind: 'backend', backend: backend.id, detail: backend.detail } satisfies RunMessage)
  const pipeline = buildPipeline(recipe)
  const earlier = await beginningOf(input, pipeline)
  const { data, normalisation, survivalPrior, crowded } = prepare({ ...input, earlier }, pipeline)
  for (const one of crowded) work.send({ kind: 'note', text: crowdWords(one) } satisfies RunMessage)
  const fingerprint = { data: fingerprintOf(input), recipe: JSON.stringify(recipe) }
  const state =
    (await loadCheckpoint(folder, pipeline, fingerprint)) ??
    TrainingState.fresh(pipeline, recipe, earlier?.weights ?? (await tunedStart(input, pipeline, work)))
  const tell = () =>
    work.send({ kind: 'epochs', epochs: state.epochs, bestEpoch: state.bestEpoch } satisfies RunMessage)
  if (state.epochs.length > 0) tell()
  const checkpoint = (now: TrainingState) => saveCheckpoint(folder, pipeline, now, fingerprint)
  await train(pipeline, recipe, data, state, { epoch: tell, checkpoint }, work)
  const ensemble = recipe.ensemble
    ? await fitEnsemble(recipe.features, judgedOf(data.train), recipe.seed, work)
    : null
  const { sequences, real } = judgedOf(data.validation)
  const all = await scoreSequences(pipeline, state.best, data.validation.sequences, work)
  const alone = all.slice(0, real.length)
  const validated = together(ensemble, recipe.features, sequences, alone)
  const description: ModelDescription = {
    recipe,
    parameters: pipeline.size,
    normalisation,
    survivalPrior,
    threshold: 0.5,
    ...fitScores(validated, real, validationVideos(input), ensemble ? boldness : 1),
    kindRule: fitKindRule(trainingTracks(input)),
    metrics: null,
    data: {
      fingerprint: fingerprint.data,
      labels: input.parts.length,
      counts: input.counts,
      sources: input.sources,
    },
    bestEpoch: state.bestEpoch,
    trainedAt: new Date().toISOString(),
  }
  await writeModel(modelFileOf(folder), { description, pipeline, weights: state.best, ensemble })
  return { bestEpoch: state.bestEpoch, seconds: state.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0) }
}

/** null = fresh weights. */
async function beginningOf({ from, pretrained, recipe }: RunInput, pipeline: ModularTrackingPipeline) {
  if (from) return startFrom(from, pipeline)
  if (!pretrained) return null
  return startFromPretrained(pretrained, pipeline, pipeline.start(createRandom(recipe.seed, 'training')))
}

/** undefined = there is nothing to tune. */
async function tunedStart(
  { tokenizer, recipe, table, parts, everything = false }: RunInput,
  pipeline: ModularTrackingPipeline,
  work: Work,
): Promise<Float32Array | undefined> {
  if (!tokenizer) return undefined
  const weights = pipeline.start(createRandom(recipe.seed, 'training'))
  const trains = (row: number) => everything || parts[row] === 'train'
  const crops = (table.crops ?? []).flatMap((its, row) => (its && trains(row) ? its : []))
  await startTuned(pipeline, weights, { folder: tokenizer, crops }, work)
  return weights
}

/** Weights of an earlier run, and what its inputs mean. Throws VALIDATION naming the first weights that do not fit. */
async function startFrom(file: string, pipeline: ModularTrackingPipeline) {
  const { tensors, description } = await readModelFile(file)
  const { normalisation, survivalPrior } = description
  return { weights: flat(pipeline, tensors, 'weights', file), normalisation, survivalPrior }
}

/** Calibration and thresholds are set on the validation part, also where no epoch is chosen by it. */
function mustValidate({ parts }: RunInput): void {
  if (parts.includes('validation')) return
  const what = 'The validation part is empty: nothing would set thresholds or show how the training goes.'
  throw new TracksieveError('VALIDATION', what, 'Label tracks in more videos, or try another seed.')
}

const validationVideos = ({ table, parts }: RunInput): number[] =>
  parts.flatMap((part, i) => (part === 'validation' ? [table.videos[i]!] : []))

const trainingTracks = ({ table, parts }: RunInput) =>
  parts
    .map((part, i) => ({ part, boxes: trackAt(table, i).detections.length / 6, label: labelAt(table, i)! }))
    .filter(({ part }) => part === 'train')

/** Names the tracks, their boxes, labels and parts: other data, another fingerprint. */
function fingerprintOf({ table, context, parts }: RunInput): string {
  const hash = createHash('sha256')
  const add = (values: Int32Array | Float32Array | Uint8Array) =>
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  for (const { ids, frames, offsets, boxes } of context ? [table, context] : [table])
    for (const values of [ids, frames, offsets, boxes]) add(values)
  for (const crops of table.crops ?? []) hash.update(crops?.key ?? '')
  add(table.labels)
  return hash.update(parts.join()).digest('hex')
}
