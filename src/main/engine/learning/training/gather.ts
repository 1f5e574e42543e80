/** What a training is given, out of the catalogue. */

import { tunesEncoder } from '../../../../shared/contract/recipe.ts'
import type { Backend, Split } from '../../../../shared/words.ts'
import type { Work } from '../../base/work.ts'
import type { RunRecord, TrackRecord } from '../../catalogue/records.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import { type ClassNeeds, classesOf } from '../data/classes.ts'
import { eachTrack, toTable, videoReader } from '../data/labelled.ts'
import { cropsFor, type LookingNeeds, needsAllTracks, refuseUnseen } from '../pixels/looking.ts'
import { tokenizerFolder } from '../pixels/tokenizer/tokenizerFile.ts'
import { pretrainedFile, pretrainedFolder } from '../pretraining/pretrainedFile.ts'
import type { RunInput } from './run.ts'
import { modelFileOf, runFolder } from './runFolder.ts'
import { readSnapshot } from './snapshot.ts'

/** The tracks of the run with the labels of its folder's snapshot. */
export async function gather(
  catalogue: OpenCatalogue,
  { recipe, split, counts }: Pick<RunRecord, 'recipe' | 'split' | 'counts'>,
  folder: string,
  backend: Backend | null,
  needs: Omit<LookingNeeds, 'backend'> & { classes: ClassNeeds },
  work: Work,
): Promise<RunInput> {
  const labels = await readSnapshot(folder)
  const tracks: TrackRecord[] = []
  const others: TrackRecord[] = []
  await eachTrack(catalogue, { labelled: false, sources: recipe.sources }, (track) => {
    const label = labels.get(track.id)
    if (label && label !== 'unsure') tracks.push({ ...track, label })
    if (split[track.video]) others.push(track)
  })
  const videoOf = videoReader(catalogue)
  const crops = await cropsFor(catalogue, recipe, tracks, { ...needs, backend }, work)
  refuseUnseen(tracks, crops, videoOf)
  const names = new Map(catalogue.sources.list().map(({ id, name }) => [id, name]))
  return {
    folder,
    recipe,
    backend,
    table: toTable(tracks, videoOf, crops, await classesOf(recipe, tracks, videoOf, needs.classes)),
    context: needsAllTracks(recipe) ? toTable(others, videoOf) : null,
    parts: tracks.map(({ video }) => split[video] as Split),
    counts,
    from: recipe.from === undefined ? null : modelFileOf(runFolder(catalogue.folder, recipe.from)),
    pretrained:
      typeof recipe.pretrained === 'number'
        ? pretrainedFile(pretrainedFolder(catalogue.folder, recipe.pretrained))
        : null,
    tokenizer:
      tunesEncoder(recipe) && recipe.from === undefined
        ? tokenizerFolder(catalogue.folder, recipe.pixels!.tokenizer!)
        : null,
    sources: [...new Set(tracks.map(({ source }) => names.get(source) ?? ''))],
  }
}
