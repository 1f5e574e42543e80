/** What a set of clips consists of: how many of each kind, which kind an index is, and which recipes are refused. */
import type { GenerateRecipe } from '../../../shared/contract/generate.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { type ClipKind, clipKinds } from '../../../shared/words.ts'
import { mixBits } from '../base/random.ts'
import { presets } from './presets.ts'

/** Raised whenever the same recipe would give other tracks or other bytes. */
export const generatorVersion = 1

export type KindCounts = Record<ClipKind, number>

const mostClips = 1_000_000
const mostClipBytes = 512 * 1024 * 1024

const refuse = (message: string, hint: string) => new TracksieveError('VALIDATION', message, hint)

/** Clips of each kind; throws VALIDATION for a recipe that cannot be made. */
export function kindCounts(recipe: GenerateRecipe): KindCounts {
  const { count, kinds } = recipe
  const counts = kinds ? { ...kinds } : share(presets[recipe.preset].kinds, count)
  const total = sum(counts)
  if (total === 0) throw refuse('A set needs at least one clip.', 'Give at least one kind a number above 0.')
  if (total > mostClips)
    throw refuse(
      `${total.toLocaleString('en')} clips are too many for one set.`,
      `Make at most ${mostClips.toLocaleString('en')}; several sets fit into one catalogue.`,
    )
  if (kinds && count !== undefined && count !== total)
    throw refuse(
      `The kinds add up to ${total} clips, but ${count} were asked for.`,
      'Give the number of each kind, or one number for all, not both.',
    )
  if (clipBytes(recipe) > mostClipBytes)
    throw refuse(
      `One clip of ${recipe.frames} frames of ${recipe.size} × ${recipe.size} pixels would need ${Math.ceil(clipBytes(recipe) / 2 ** 20)} MB.`,
      'Choose fewer frames or a smaller picture; a clip may have 512 MB.',
    )
  return counts
}

const sum = (counts: KindCounts): number => clipKinds.reduce((total, kind) => total + counts[kind], 0)

/** `count` clips in the proportions of `kinds`; what rounding leaves goes to the largest remainders. */
function share(kinds: KindCounts, count = sum(kinds)): KindCounts {
  const whole = sum(kinds)
  const parts = clipKinds.map((kind) => {
    const exact = kinds[kind] * count
    return { kind, clips: Math.floor(exact / whole), rest: exact % whole }
  })
  const left = count - parts.reduce((total, part) => total + part.clips, 0)
  const byRest = [...parts].sort((one, other) => other.rest - one.rest)
  for (const part of byRest.slice(0, left)) part.clips += 1
  return Object.fromEntries(parts.map(({ kind, clips }) => [kind, clips])) as KindCounts
}

export const clipCount = (recipe: GenerateRecipe): number => sum(kindCounts(recipe))

/** Bytes of one clip, uint8 RGB. */
export const clipBytes = ({ frames, size }: Pick<GenerateRecipe, 'frames' | 'size'>): number =>
  frames * size * size * 3

/** The kind of clip `index`: the kinds are shuffled over the set by its seed. Throws NOT_FOUND past its end. */
export function kindOfIndex(recipe: GenerateRecipe, index: number): ClipKind {
  const counts = kindCounts(recipe)
  const total = sum(counts)
  if (!Number.isInteger(index) || index < 0 || index >= total)
    throw new TracksieveError(
      'NOT_FOUND',
      `The set has no clip ${index}.`,
      `Its clips are numbered 0 to ${total - 1}.`,
    )
  let place = shuffledPlace(index, total, recipe.seed)
  for (const kind of clipKinds) {
    if (place < counts[kind]) return kind
    place -= counts[kind]
  }
  throw new Error('unreachable: the counts add up to the total')
}

/**
 * A one-to-one map of 0 … total−1 onto itself, shuffled, without a list of `total` entries:
 * a Feistel network over the next power of four, applied again while it leaves the range.
 */
export function shuffledPlace(index: number, total: number, seed: number): number {
  let half = 1
  while (1 << (2 * half) < total) half += 1
  const mask = (1 << half) - 1
  let place = index
  do {
    let left = place >>> half
    let right = place & mask
    for (let round = 0; round < 6; round += 1) {
      const mixed = mixBits(mixBits(right ^ Math.imul(round + 1, 0x9e3779b9)) ^ seed) & mask
      const next = left ^ mixed
      left = right
      right = next
    }
    place = (left << half) | right
  } while (place >= total)
  return place
}
