/** Strips of a few tracks that stand for a catalogue, as Library shows them: what it has drawn is there already. */
import type { VideoRecord } from '../catalogue/records.ts'
import type { OpenCatalogue } from '../catalogue/repositories.ts'
import type { Material, Pictures } from './pictures.ts'

/** Which tracks, as shares of their list. */
const at = [1 / 6, 3 / 6, 5 / 6]
/** How Library asks for them. */
const crops = { count: 8, size: 128 }

/** Fewer where one can't be drawn, or not until the signal. */
export async function someCrops(
  catalogue: OpenCatalogue,
  pictures: Pictures,
  materialOf: (video: VideoRecord) => Material,
  folder: string,
  signal: AbortSignal,
): Promise<Uint8Array[]> {
  const ids = catalogue.tracks.ids({}, { by: 'number', descending: false })
  const strips: Uint8Array[] = []
  for (const share of at) {
    const track = catalogue.tracks.get(ids[Math.floor(share * ids.length)] ?? -1)
    const video = track && catalogue.videos.get(track.video)
    if (!video) continue
    const { count, size } = crops
    const drawn = pictures.crops(materialOf(video), track.detections, count, size, folder, signal)
    const strip = await drawn.catch(() => null)
    if (strip) strips.push(strip.bytes)
  }
  return strips
}
