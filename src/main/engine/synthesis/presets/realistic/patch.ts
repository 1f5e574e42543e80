/** What a box of a realistic scene shows: a disc, a fading ellipse, or nothing but noise, on a ground of grey 30. */
import type { TrackClass } from '../../../../../shared/words.ts'
import { createRandom, streamState } from '../../../base/random.ts'
import { addFromTable, type NoiseTable, uniformTable } from '../../noise.ts'
import type { Colour } from '../../raster.ts'
import type { RawTrack } from './scene.ts'

export const groundGrey = 30
export const cropSide = 64

let tables: Record<TrackClass, NoiseTable> | undefined
const noiseOf = (truth: TrackClass): NoiseTable =>
  (tables ??= {
    persistent: uniformTable(-10, 10),
    brief: uniformTable(-30, 30),
    noise: uniformTable(0, 99),
  })[truth]

/** `keys` name the track: seed, scene, camera, number. */
export function drawPatch(
  track: Pick<RawTrack, 'truth' | 'rows'>,
  keys: readonly [number, number, number, number],
  i: number,
  into: Uint8Array,
  width: number,
  height: number,
): void {
  const { truth } = track
  const [seed, ...rest] = keys
  into.fill(truth === 'noise' ? 0 : groundGrey)
  if (truth === 'persistent') {
    const own = createRandom(seed, ...rest, 'colour')
    const usual = [0, 1, 2].map(() => 50 + own.integer(205))
    const now = createRandom(seed, ...rest, 'shade', i)
    const colour = usual.map((value) => limited(value + now.integer(21) - 10)) as [number, number, number]
    fillEllipse(into, width, height, { x: 0.5, y: 0.5, half: 21 / cropSide }, colour)
  } else if (truth === 'brief') {
    const now = createRandom(seed, ...rest, 'shade', i)
    const grey = limited(Math.round(255 * (1 - i / (track.rows.length / 6))))
    const off = () => 0.5 + (now.integer(11) - 5) / cropSide
    fillEllipse(into, width, height, { x: off(), y: off(), half: 16 / cropSide }, [grey, grey, grey])
  }
  addFromTable(into, noiseOf(truth), streamState(seed, ...rest, 'pixels', i))
}

const limited = (value: number): number => Math.min(255, Math.max(0, value))

/** Whole pixels: the noise over it hides an edge's shades. Shares of the patch. */
function fillEllipse(
  into: Uint8Array,
  width: number,
  height: number,
  { x, y, half }: { x: number; y: number; half: number },
  [red, green, blue]: Colour,
): void {
  const [middleX, middleY, across, up] = [x * width, y * height, half * width, half * height]
  for (let row = Math.max(0, Math.floor(middleY - up)); row < Math.min(height, middleY + up); row += 1) {
    const dy = (row + 0.5 - middleY) / up
    if (dy * dy >= 1) continue
    const reach = across * Math.sqrt(1 - dy * dy)
    const last = Math.min(width, Math.floor(middleX + reach + 0.5))
    for (let column = Math.max(0, Math.ceil(middleX - reach - 0.5)); column < last; column += 1) {
      const at = (row * width + column) * 3
      into[at] = red
      into[at + 1] = green
      into[at + 2] = blue
    }
  }
}
