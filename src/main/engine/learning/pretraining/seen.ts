/** Has a training's test part been seen by the pretraining that it starts from? */
import fs from 'node:fs'
import type { Recipe } from '../../../../shared/contract/learning.ts'
import type { Split } from '../../../../shared/words.ts'
import type { OpenCatalogue } from '../../catalogue/repositories.ts'
import { someNames } from './names.ts'
import { pretrainedFile, pretrainedFolder, readPretraining } from './pretrainedFile.ts'

/** `recipe.pretrained` by number. Empty where no test video was seen. */
export function seenWords(
  catalogue: OpenCatalogue,
  { pretrained }: Pick<Recipe, 'pretrained'>,
  split: ReadonlyMap<number, Split>,
): string[] {
  if (typeof pretrained !== 'number') return []
  const file = pretrainedFile(pretrainedFolder(catalogue.folder, pretrained))
  if (!fs.existsSync(file)) return []
  const seen = new Set(readPretraining(file).videos)
  const tested = [...split].flatMap(([video, part]) => (part === 'test' ? [video] : []))
  const both = tested.filter((video) => seen.has(video))
  if (both.length === 0) return []
  return [
    `Pretraining ${pretrained} has seen tracks, without labels, of ${both.length} of ${tested.length} test videos: ${someNames(catalogue, both)}. Their figures may flatter it; pretrain again with this seed and these labels to leave them out.`,
  ]
}
