/** Clips for tokenizers. */
import path from 'node:path'
import { cropBytes, CropPlaces, makeCropFile } from '../../src/main/engine/base/cropFile.ts'
import type { TrackCrops } from '../../src/main/engine/learning/pixels/trackCrops.ts'

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
