/** Looking at single tracks with a tokenizer, for the eye: made on demand, a few pictures kept. */
import fs from 'node:fs'
import type { Looked } from '../../../../../shared/contract/tokenizers.ts'
import { TracksieveError } from '../../../../../shared/errors.ts'
import type { JobKind } from '../../../../../shared/jobs.ts'
import { lookedId } from '../../../../../shared/media.ts'
import { quietWork } from '../../../base/work.ts'
import type { TrackRecord } from '../../../catalogue/records.ts'
import type { EngineParts } from '../../../jobs/types.ts'
import { type CropNeeds, cropsOfTrack } from '../cropCache.ts'
import type { LookInput, LookResult } from './lookTask.ts'
import { listTokenizers, picturesFile, readTokenizer, tokenizerFolder } from './tokenizerFile.ts'

const mostKept = 64
/** They keep the learning thread for minutes: whoever looks would wait as long. */
const busyKinds = new Set<JobKind>([
  'train',
  'sweep',
  'efficiency',
  'comparison',
  'tokenizer',
  'pretrain',
  'score',
])

export function createLooking(parts: EngineParts, crops: CropNeeds) {
  const kept = new Map<string, { looked: Looked; png: Uint8Array }>()
  const keyOf = (tokenizer: number, track: number) => `${parts.catalogue().folder} ${tokenizer} ${track}`

  function keep(key: string, looked: Looked, png: Uint8Array): Looked {
    kept.set(key, { looked, png })
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break
      kept.delete(oldest)
    }
    return looked
  }

  function trackOf(id: number): TrackRecord {
    const track = parts.catalogue().tracks.get(id)
    if (track) return track
    throw new TracksieveError('NOT_FOUND', `There is no track ${id}.`, 'It may have been removed.')
  }

  return {
    async look({ tokenizer, track: id }: { tokenizer: number | null; track: number }): Promise<Looked> {
      const catalogue = parts.catalogue()
      const track = trackOf(id)
      const chosen = tokenizer ?? listTokenizers(catalogue.folder)[0]?.id
      if (chosen === undefined) throw noneTrained()
      const key = keyOf(chosen, id)
      const known = kept.get(key)
      if (known) return known.looked
      const folder = tokenizerFolder(catalogue.folder, chosen)
      const { recipe } = readTokenizer(folder).description
      if (parts.jobs.list().some(({ kind, state }) => state === 'running' && busyKinds.has(kind)))
        throw busy()
      const its = await cropsOfTrack(catalogue, track, recipe, crops, quietWork())
      if (!its) throw noPictures(catalogue.videos.get(track.video)?.name ?? '')
      const input: LookInput = { tokenizer: folder, backend: parts.settings().backend, track: its }
      const { png, psnr } = await parts.workers.run<LookResult>('learn', 'learning.look', input, quietWork())
      return keep(key, { tokenizer: chosen, boxes: [...its.boxes], psnr, media: lookedId(chosen, id) }, png)
    },

    /** Of a track that was just looked at, or (null) of the clips that the tokenizer never saw. */
    picture(tokenizer: number, track: number | null): Uint8Array | undefined {
      if (track !== null) return kept.get(keyOf(tokenizer, track))?.png
      const file = picturesFile(tokenizerFolder(parts.catalogue().folder, tokenizer))
      return fs.existsSync(file) ? fs.readFileSync(file) : undefined
    },

    /** A tokenizer that learned on makes other pictures. */
    forgetLooks: () => kept.clear(),
  }
}

const noneTrained = () =>
  new TracksieveError(
    'VALIDATION',
    'No tokenizer was trained in this catalogue yet.',
    'Train one in Train, under Tokenizer; it needs pictures but no labels.',
  )

const busy = () =>
  new TracksieveError(
    'CONFLICT',
    'A training keeps the backend busy.',
    'Reconstructions are shown again when it has ended.',
    true,
  )

const noPictures = (video: string) =>
  new TracksieveError(
    'UNSUPPORTED_MEDIA',
    `“${video}” has tracks, but no pictures to look at.`,
    'Import it together with its film.',
  )
