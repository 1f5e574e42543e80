/**
 * A model as an ONNX file. `statistical` models take raw detections and work their inputs out themselves; the others take
 * the inputs that the product computes of a track among the tracks of its film. Format: docs/formats.md.
 */
import fs from 'node:fs'
import { TracksieveError } from '../../../../shared/errors.ts'
import { writeAtomically } from '../../base/atomicFile.ts'
import { ensembleOf } from '../ensemble/stored.ts'
import type { ModelDescription } from '../files/modelDescription.ts'
import { readModelFile } from '../files/modelDescription.ts'
import type { TensorFile } from '../files/safetensors.ts'
import { mostSteps } from '../model/sizes.ts'
import { together } from './ensemble.ts'
import { Graph, type Value } from './graph.ts'
import { type Build, dense, gelu, meanOfSteps, standardise } from './layers.ts'
import { motionInputs } from './motion.ts'
import { seenRows } from './rows.ts'
import { sequence, summedRow } from './sequences.ts'

export async function writeOnnx(modelFile: string, out: string, threshold: number): Promise<void> {
  const { tensors, description } = await readModelFile(modelFile)
  const file = toOnnx(tensors, { ...description, threshold })
  await writeAtomically(out, (temporary) => fs.promises.writeFile(temporary, file))
}

export function toOnnx(weights: TensorFile['tensors'], description: ModelDescription): Uint8Array {
  const { recipe, calibration } = description
  const g = new Graph()
  const { build, steps, tracks, back } = inputsOf(g, weights, description)
  const described = features(build, description, steps, tracks)
  const understood = sequence(build, recipe, described.steps, described.tracks)
  const answer = head(build, description, understood)
  const alone = g.op('Clip', [answer, g.number(-16), g.number(16)])
  const ensemble = ensembleOf(weights, recipe.features, 'the model')
  const row = ensemble && summedRow(build, steps, tracks)
  const z = row ? together(g, ensemble, recipe.features, row, alone, ofTracks(description)) : alone
  const { scale = 1, offset = 0 } = calibration ?? {}
  const score = g.op('Sigmoid', [g.op('Add', [g.op('Mul', [z, g.number(scale)]), g.number(offset)])])
  // [B, 1, 1] from [B, 1]: a track that is judged as a whole gives each of its steps the same answer.
  const each = ofTracks(description) ? g.op('Unsqueeze', [score, g.whole(1)]) : score
  const shown = g.op('Mul', [each, build.mask])
  g.output(back(shown), 'step_scores', 'float32', ['tracks', 'steps'])
  g.output(g.op('Squeeze', [meanOfSteps(build, shown), g.whole(1)]), 'scores', 'float32', ['tracks'])
  const facts = {
    threshold: description.threshold,
    keep95: description.keep95,
    keep99: description.keep99,
    early: description.early ?? null,
    recipe,
  }
  const told = Object.entries(facts).map(([key, value]): [string, string] => [key, JSON.stringify(value)])
  return g.encode(`tracksieve-${recipe.preset}`, 'tracksieve', Object.fromEntries(told))
}

const ofTracks = ({ recipe }: ModelDescription): boolean =>
  recipe.sequence === 'summary' || recipe.head === 'pooled'

/** Throws VALIDATION for features that look at pixels: their graph is not written. */
function mostStepsOf({ features }: ModelDescription['recipe']): number {
  if (features in mostSteps) return mostSteps[features as keyof typeof mostSteps]
  throw new TracksieveError(
    'VALIDATION',
    `A model of features ${features} looks at pixels; as ONNX only models of boxes can be written.`,
    'Write it as .tracksieve-model, or choose a run of features statistical, track or past.',
  )
}

/** Declares what the file takes, and gives the standardised inputs of steps [B, T, F] and tracks [B, G]. */
function inputsOf(g: Graph, weights: Build['weights'], { recipe, normalisation }: ModelDescription) {
  const raw = recipe.features === 'statistical'
  const width = raw ? 6 : normalisation.mean.length
  const given = g.input(raw ? 'detections' : 'inputs', 'float32', ['tracks', 'steps', width])
  const seen = g.input('mask', 'float32', ['tracks', 'steps'])
  const { rows, mask, order, back } = seenRows(g, given, seen, mostStepsOf(recipe))
  const build: Build = { g, weights, mask, order }
  // Whatever stands in padding (NaN too) becomes 0.
  const clean = g.op('Where', [g.op('Greater', [mask, g.number(0)]), rows, g.number(0)])
  if (raw) {
    const size = g.input('frame_size', 'float32', ['tracks', 2])
    const motion = motionInputs(g, clean, size, order)
    return { build, back, steps: standardise(build, motion, normalisation), tracks: null }
  }
  const track = normalisation.track
  const whole = track ? g.input('track_inputs', 'float32', ['tracks', track.mean.length]) : null
  return {
    build,
    back,
    steps: standardise(build, clean, normalisation),
    tracks: whole && track ? standardise(build, whole, track) : null,
  }
}

/** Learned features of the steps; `summary` on the inputs of tracks takes them as they are. */
function features(build: Build, { recipe }: ModelDescription, steps: Value, tracks: Value | null) {
  const { g, mask } = build
  if (recipe.features === 'statistical')
    return { steps: dense(build, 'features.1', dense(build, 'features.0', steps, true)), tracks: null }
  if (recipe.sequence === 'summary' || !tracks) return { steps, tracks }
  // The same numbers of a track stand beside each of its steps.
  const ones = g.op('Add', [g.op('Mul', [mask, g.number(0)]), g.number(1)])
  const repeated = g.op('Mul', [g.op('Unsqueeze', [tracks, g.whole(1)]), ones])
  return {
    steps: dense(build, 'features.0', g.op('Concat', [steps, repeated], { axis: 2 }), true),
    tracks: null,
  }
}

/** Persistence alone: what `multitask` answers beside it is not in the file. */
function head(build: Build, { recipe }: ModelDescription, x: Value): Value {
  if (recipe.head === 'pooled')
    return dense(build, 'head.1', gelu(build, dense(build, 'head.0', meanOfSteps(build, x))))
  if (recipe.head !== 'persistence' && recipe.head !== 'multitask') throw noGraphOf(recipe.head)
  return dense(build, 'head.2', dense(build, 'head.1', dense(build, 'head.0', x, true), true))
}

const noGraphOf = (head: string) =>
  new TracksieveError(
    'VALIDATION',
    `The head '${head}' cannot be written as ONNX: its layers are known to Tracksieve alone.`,
    'Write it as .tracksieve-model, or train with the head persistence, pooled or multitask.',
  )
