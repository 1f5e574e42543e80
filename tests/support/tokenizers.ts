/** Clips for tokenizers. */
import fs from 'node:fs'
import path from 'node:path'
import { cropBytes, CropPlaces, makeCropFile } from '../../src/main/engine/base/cropFile.ts'
import { freshState } from '../../src/main/engine/learning/pixels/tokenizer/state.ts'
import { saveState } from '../../src/main/engine/learning/pixels/tokenizer/tokenizerFile.ts'
import type { TrackCrops } from '../../src/main/engine/learning/pixels/trackCrops.ts'
import { type Tokenizer, TokenizerRecipe } from '../../src/shared/contract/tokenizers.ts'

/** A tokenizer as it is before its first step, in a folder: it sees, though it has learned nothing. */
export async function aTokenizer(folder: string, id = 1): Promise<void> {
  const recipe = TokenizerRecipe.parse({ epochs: 1 })
  const description: Tokenizer = {
    id,
    recipe,
    parameters: 0,
    codes: 0,
    tokens: 0,
    backend: 'wasm',
    clips: { train: 0, heldOut: 0 },
    epochs: [{ epoch: 1, trainPsnr: 0, psnr: 0, used: 0, perplexity: 0, seconds: 0 }],
    warnings: [],
    trainedAt: 0,
  }
  fs.mkdirSync(folder, { recursive: true })
  await saveState(folder, freshState(recipe), description, 'made for tests')
}

/** Clips of four frames: a bright square that moves over grey, each at its own pace. */
export async function movingSquares(folder: string, count: number): Promise<TrackCrops[]> {
  const [file, frames] = [path.join(folder, `squares-${count}`), 4]
  await makeCropFile(file, { key: 'k', side: 64, crops: count * frames }, async (unfinished) => {
    const places = new CropPlaces(unfinished)
    for (let at = 0; at < count * frames; at += 1) {
      const crop = new Uint8Array(cropBytes(64)).fill(40 + ((at * 3) % 20))
      const left = ((at >> 2) * 7 + (at % 4) * 5) % 40
      for (let y = 20; y < 40; y += 1) crop.fill(220, (y * 64 + left) * 3, (y * 64 + left + 20) * 3)
      places.put(at, crop)
    }
    places.close()
  })
  const boxes = Int32Array.of(0, 1, 2, 3)
  return Array.from({ length: count }, (_, i) => ({ file, key: 'k', first: i * frames, boxes }))
}
