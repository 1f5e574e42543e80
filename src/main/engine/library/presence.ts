/** How many tracks stand on a video at a time. */

const mostParts = 400

/** The most tracks at once in each of at most 400 equal parts of `frames`; spans are first and last frame, inclusive. */
export function presence(spans: readonly (readonly [number, number])[], frames: number): number[] {
  const change = new Int32Array(frames + 1)
  for (const [first, last] of spans) {
    if (first >= frames) continue
    change[Math.max(0, first)]! += 1
    change[Math.min(frames, last + 1)]! -= 1
  }
  const parts = new Array<number>(Math.min(frames, mostParts)).fill(0)
  let now = 0
  for (let frame = 0; frame < frames; frame += 1) {
    now += change[frame]!
    const part = Math.floor((frame * parts.length) / frames)
    parts[part] = Math.max(parts[part]!, now)
  }
  return parts
}
