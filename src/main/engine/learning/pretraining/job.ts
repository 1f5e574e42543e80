/** The job of one pretraining: which tracks it learns from, and which it never sees. */
import fs from 'node:fs'
import type { Pretraining, PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import type { Backend } from '../../../../shared/words.ts'
import { createRandom, shuffle } from '../../base/random.ts'
import type { TrackRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { JobContext, Workers } from '../../jobs/types.ts'
import { eachTrack, toTable, videoReader } from '../data/labelled.ts'
import { pretrainedFolder } from './pretrainedFile.ts'
import type { PretrainInput } from './task.ts'

export interface PretrainJob {
  id: number
  recipe: PretrainRecipe
  backend: Backend | null
  /** Test videos at its start: labels that come later change nothing. */
  leftOut: number[]
}

const shareHeldOut = 0.15

export async function runPretraining(
  catalogue: OpenCatalogue,
  { id, recipe, backend, leftOut = [] }: PretrainJob,
  workers: Workers,
  context: JobContext,
): Promise<Record<string, unknown>> {
  const folder = pretrainedFolder(catalogue.folder, id)
  fs.mkdirSync(folder, { recursive: true })
  const tracks = await tracksFor(catalogue, recipe, new Set(leftOut))
  const input: PretrainInput = { id, folder, recipe, backend, ...tracks }
  const send = (message: unknown) => {
    const last = (message as Pretraining).epochs.at(-1)
    if (last) context.metric({ pretraining: id, ...last })
  }
  const work = { signal: context.signal, progress: context.progress, send }
  await workers.run<Pretraining>('learn', 'learning.pretrain', input, work)
  return { pretraining: id }
}

async function tracksFor(
  catalogue: OpenCatalogue,
  { features, seed, sources }: PretrainRecipe,
  leftOut: ReadonlySet<number>,
): Promise<Pick<PretrainInput, 'train' | 'heldOut' | 'context'>> {
  const tracks: TrackRecord[] = []
  const others: TrackRecord[] = []
  await eachTrack(catalogue, { labelled: false, sources }, (track) => {
    if (leftOut.has(track.video)) return
    if (track.label === null) tracks.push(track)
    others.push(track)
  })
  const videos = [...new Set(tracks.map(({ video }) => video))].sort((a, b) => a - b)
  const seen = new Set(videos)
  const held = new Set(
    shuffle(videos, createRandom(seed, 'held out')).slice(0, Math.ceil(videos.length * shareHeldOut)),
  )
  const videoOf = videoReader(catalogue)
  const table = (some: readonly TrackRecord[]) => toTable(some, videoOf)
  return {
    train: table(tracks.filter(({ video }) => !held.has(video))),
    heldOut: table(tracks.filter(({ video }) => held.has(video))),
    context: features === 'statistical' ? null : table(others.filter(({ video }) => seen.has(video))),
  }
}
