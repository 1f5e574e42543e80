/** Bright pixels: what the trivial rule on pictures counts. */

/**
 * Bright pixels a picture, averaged. `pixels`: [pictures, height, width, 3]; starts at a multiple of four in its buffer.
 * A pixel is bright when a channel is above 127: trails and points of clips are, clutter and panes are not.
 */
export function brightPixels(pixels: Uint8Array, pictures: number): number {
  // Above 127 = the highest bit is set. Twelve bytes are four pixels, nearly always all dark.
  const words = new Int32Array(pixels.buffer, pixels.byteOffset, Math.floor(pixels.length / 12) * 3)
  let bright = 0
  for (let i = 0; i < words.length; i += 3)
    if (((words[i]! | words[i + 1]! | words[i + 2]!) & 0x80808080) !== 0)
      bright += countPixels(pixels, i * 4, i * 4 + 12)
  return (bright + countPixels(pixels, words.length * 4, pixels.length)) / pictures
}

function countPixels(pixels: Uint8Array, from: number, to: number): number {
  let bright = 0
  for (let i = from; i < to; i += 3)
    if (pixels[i]! > 127 || pixels[i + 1]! > 127 || pixels[i + 2]! > 127) bright += 1
  return bright
}
