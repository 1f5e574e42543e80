/** How well a tokenizer does on clips that it never saw. */
import type { TokenizerEpoch } from '../../../../../shared/contract/tokenizers.ts'
import type { Work } from '../../../base/work.ts'
import { breathe } from '../../backends/breathe.ts'
import type { TrackCrops } from '../trackCrops.ts'
import { errorsOf, evenBatches, psnrOf, realCodes } from './clips.ts'
import { CodeUse } from './codeUse.ts'
import type { Tokenizer } from './tokenizer.ts'

const framesAtOnce = 64

/** Mean PSNR of the clips, and how the codes were used. */
export async function judge(
  tokenizer: Tokenizer,
  tracks: readonly TrackCrops[],
  work: Work,
): Promise<Pick<TokenizerEpoch, 'psnr' | 'used' | 'perplexity'>> {
  const use = new CodeUse(tokenizer.network.quantiser.sizes)
  let sum = 0
  for (const { batch, own } of evenBatches(tracks, framesAtOnce)) {
    await breathe(work)
    const { patches, codes } = await tokenizer.reconstruct(batch)
    use.add(realCodes(batch, codes, own.length))
    for (const error of errorsOf(batch, patches).slice(0, own.length)) sum += psnrOf(error)
  }
  return { psnr: sum / tracks.length, used: use.used, perplexity: use.perplexity }
}
