/** A pretraining in the learning thread, from tracks to its file. */
import { createHash } from 'node:crypto'
import type { Pretraining, PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import type { Backend } from '../../../../shared/words.ts'
import type { Work } from '../../base/work.ts'
import { useBackend } from '../backends/backends.ts'
import { describeTable, fitNormalisation, normalise, scenesOf } from '../data/dataset.ts'
import type { TrackTable } from '../data/trackTable.ts'
import { MaskedSteps } from './network.ts'
import { loadState, type Meaning, savePretraining } from './pretrainedFile.ts'
import { freshState, judgeRules, type PretrainData, type PretrainState, pretrain } from './training.ts'

export interface PretrainInput {
  id: number
  folder: string
  recipe: PretrainRecipe
  backend: Backend | null
  /** Unlabelled tracks that train, and those of other videos that are held out. */
  train: TrackTable
  heldOut: TrackTable
  /** All tracks of their videos; null = features that look at a track alone. */
  context: TrackTable | null
}

/** Sends the description after every epoch. */
export async function pretrainRun(input: PretrainInput, work: Work): Promise<Pretraining> {
  const { id, folder, recipe } = input
  const backend = (await useBackend(input.backend)).id
  const network = new MaskedSteps(recipe)
  const { data, meaning } = prepareTracks(input, network)
  const fingerprint = fingerprintOf(input)
  const state = loadState(folder, network, fingerprint) ?? freshState(network, recipe)
  const videos = [...new Set([...input.train.videos, ...input.heldOut.videos])]
  const rules = judgeRules(network, data.heldOut, recipe)
  const describe = ({ epochs }: PretrainState): Pretraining => ({
    id,
    recipe,
    parameters: network.size,
    backend,
    tracks: {
      train: data.train.length,
      heldOut: data.heldOut.length,
      videos: videos.length,
    },
    epochs,
    rules,
    trainedAt: Date.now(),
  })
  const ended = async (now: PretrainState) => {
    await savePretraining(folder, network, now, describe(now), meaning, { fingerprint, videos })
    work.send(describe(now))
  }
  await pretrain(network, recipe, data, state, ended, work)
  return describe(state)
}

/** Standardised by the tracks that train; what files teach of survival comes from their videos alone. */
export function prepareTracks(
  { train, heldOut, context }: Pick<PretrainInput, 'train' | 'heldOut' | 'context'>,
  { features }: MaskedSteps,
): { data: PretrainData; meaning: Meaning } {
  const scenes = features.needsScene ? scenesOf(train, context).map(({ scene }) => scene) : []
  const survivalPrior = features.learnPrior(scenes)
  const data = {
    train: describeTable(train, features, survivalPrior, context),
    heldOut: describeTable(heldOut, features, survivalPrior, context),
  }
  const normalisation = fitNormalisation(data.train, features)
  normalise([...data.train, ...data.heldOut], normalisation)
  return { data, meaning: { normalisation, survivalPrior } }
}

function fingerprintOf({ recipe, train, heldOut, context }: PretrainInput): string {
  const hash = createHash('sha256').update(JSON.stringify(recipe))
  for (const { ids, offsets, boxes } of [train, heldOut, ...(context ? [context] : [])])
    for (const values of [ids, offsets, boxes])
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  return hash.digest('hex')
}
