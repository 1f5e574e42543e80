/** Strips of a few tracks that stand for a catalogue, as Library shows them: what it has drawn is there already. */
import type { Detections } from '../base/detections.ts'
import type { Material, Pictures } from './pictures.ts'

/** How Library asks for them. */
const crops = { count: 8, size: 128 }

export interface Pictured {
  material: Material
  detections: Detections
}

/** Positions that stand for a list. */
export const fewOf = (total: number): number[] => [
  ...new Set([1 / 6, 3 / 6, 5 / 6].map((share) => Math.floor(share * total))),
]

/** Fewer where one can't be drawn, or not until the signal. */
export async function someCrops(
  pictures: Pictures,
  tracks: readonly Pictured[],
  folder: string,
  signal: AbortSignal,
): Promise<Uint8Array[]> {
  const { count, size } = crops
  const strips: Uint8Array[] = []
  for (const { material, detections } of tracks) {
    const drawn = pictures.crops(material, detections, count, size, folder, signal)
    const strip = await drawn.catch(() => null)
    if (strip) strips.push(strip.bytes)
  }
  return strips
}
