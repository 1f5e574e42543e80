/** The job of one pretraining: which tracks it learns from, and which it never sees. */
import fs from 'node:fs'
import type { Pretraining, PretrainRecipe } from '../../../../shared/contract/pretraining.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import type { Backend } from '../../../../shared/words.ts'
import { createRandom, shuffle } from '../../base/random.ts'
import type { TrackRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import type { JobContext, Workers } from '../../jobs/types.ts'
import { eachTrack, toTable, videoReader } from '../labelled.ts'
import { pretrainedFolder } from './pretrainedFile.ts'
import type { PretrainInput } from './task.ts'

export interface PretrainJob {
  id: number
  recipe: PretrainRecipe
  backend: Backend | null
}

const fewestTracks = 20
const shareHeldOut = 0.15

export async function runPretraining(
  catalogue: OpenCatalogue,
  { id, recipe, backend }: PretrainJob,
  workers: Workers,
  context: JobContext,
): Promise<Record<string, unknown>> {
  const folder = pretrainedFolder(catalogue.folder, id)
  fs.mkdirSync(folder, { recursive: true })
  const input: PretrainInput = { id, folder, recipe, backend, ...(await tracksFor(catalogue, recipe)) }
  const send = (message: unknown) => {
    const last = (message as Pretraining).epochs.at(-1)
    if (last) context.metric({ pretraining: id, ...last })
  }
  const work = { signal: context.signal, progress: context.progress, send }
  await workers.run<Pretraining>('learn', 'learning.pretrain', input, work)
  return { pretraining: id }
}

/** How many tracks a pretraining of these sources would have. Throws VALIDATION when those are too few, or in one video only. */
export async function unlabelledTracks(
  catalogue: OpenCatalogue,
  sources?: number[],
): Promise<{ tracks: TrackRecord[]; others: TrackRecord[] }> {
  const tracks: TrackRecord[] = []
  const others: TrackRecord[] = []
  await eachTrack(catalogue, { labelled: false, sources }, (track) => {
    if (track.label === null) tracks.push(track)
    others.push(track)
  })
  if (tracks.length < fewestTracks)
    throw new TracksieveError(
      'VALIDATION',
      `Pretraining learns from unlabelled tracks: there are ${tracks.length}, at least ${fewestTracks} are needed.`,
      'Add tracks that nobody has labelled; with labels for all of them, train without pretraining.',
    )
  const videos = new Set(tracks.map(({ video }) => video))
  if (videos.size < 2)
    throw new TracksieveError(
      'VALIDATION',
      'All unlabelled tracks are in one video: none could be held out to see whether it learns.',
      'Add tracks of another video.',
    )
  return { tracks, others: others.filter(({ video }) => videos.has(video)) }
}

async function tracksFor(
  catalogue: OpenCatalogue,
  { features, seed, sources }: PretrainRecipe,
): Promise<Pick<PretrainInput, 'train' | 'heldOut' | 'context'>> {
  const { tracks, others } = await unlabelledTracks(catalogue, sources)
  const videos = [...new Set(tracks.map(({ video }) => video))].sort((a, b) => a - b)
  const held = new Set(
    shuffle(videos, createRandom(seed, 'held out')).slice(0, Math.ceil(videos.length * shareHeldOut)),
  )
  const videoOf = videoReader(catalogue)
  const table = (some: readonly TrackRecord[]) => toTable(some, videoOf)
  return {
    train: table(tracks.filter(({ video }) => !held.has(video))),
    heldOut: table(tracks.filter(({ video }) => held.has(video))),
    context: features === 'statistical' ? null : table(others),
  }
}
