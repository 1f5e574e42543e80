/** Reads the ids that src/shared/media.ts makes. */
export type MediaId =
  | { kind: 'frame'; video: number; frame: number }
  | { kind: 'clip'; video: number; size: number }
  | { kind: 'preview'; preview: string; size: number }
  | { kind: 'crops'; track: number; count: number; size: number }
  | { kind: 'recent'; key: string; n: number }
  | { kind: 'artifact'; job: number; id: string }
  | { kind: 'looked'; tokenizer: number; track: number }
  | { kind: 'tokenizer'; tokenizer: number }

const mostCrops = 64
const sizes = { least: 8, most: 1024 }

/** null = no such id, or a picture too large to be meant. */
export function parseMediaId(id: string): MediaId | null {
  const numbers = /^(frame|clip|crops|artifact|looked|tokenizer)((?:-\d{1,9})+)$/.exec(id)
  const preview = /^preview-([0-9A-Za-z]{1,64})-(\d{1,4})$/.exec(id)
  if (preview) return sized({ kind: 'preview', preview: preview[1]!, size: Number(preview[2]) })
  const recent = /^recent-([0-9a-f]{16})-(\d)$/.exec(id)
  if (recent) return { kind: 'recent', key: recent[1]!, n: Number(recent[2]) }
  if (!numbers) return null
  const [a, b, c, ...more] = numbers[2]!.slice(1).split('-').map(Number)
  if (a === undefined || b === undefined || more.length > 0) return null
  if (numbers[1] === 'crops') {
    if (c === undefined || b < 1 || b > mostCrops) return null
    return sized({ kind: 'crops', track: a, count: b, size: c })
  }
  if (c !== undefined) return null
  if (numbers[1] === 'frame') return { kind: 'frame', video: a, frame: b }
  if (numbers[1] === 'clip') return sized({ kind: 'clip', video: a, size: b })
  if (numbers[1] === 'looked') return { kind: 'looked', tokenizer: a, track: b }
  if (numbers[1] === 'tokenizer') return { kind: 'tokenizer', tokenizer: a }
  return { kind: 'artifact', job: a, id }
}

const sized = <Id extends MediaId & { size: number }>(id: Id): Id | null =>
  id.size >= sizes.least && id.size <= sizes.most ? id : null
