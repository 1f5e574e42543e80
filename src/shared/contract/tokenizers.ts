/** Tokenizers of video: trained by themselves, on crops of tracks or on whole clips, without labels. */
import { z } from 'zod'
import { Id, JobStarted, procedure, Time } from './base.ts'
import { Backend } from '../words.ts'

const count = (min: number, max: number) => z.number().int().min(min).max(max)

/** Finite scalars: numbers rounded to levels. Vectors: numbers replaced by the nearest of learned codes. */
export const quantiserKinds = ['fsq', 'vq'] as const
export type QuantiserKind = (typeof quantiserKinds)[number]

/** Crops around the boxes of tracks, or pieces of whole videos. */
export const tokenizerMaterials = ['crops', 'clips'] as const

/** Frames of a step, at most: what a step holds grows with them, by some 3 MB each. */
const mostFrames = 256

export const TokenizerRecipe = z
  .strictObject({
    material: z.enum(tokenizerMaterials).default('crops'),
    /** Frames of a clip. Crops: so many boxes of a track at most, evenly spread; whole clips: so many frames in a row. */
    boxes: count(1, 32).default(16),
    /** Side of what is seen of a box, as a multiple of its longer side. Whole clips: of boxes that are looked at later. */
    context: z.number().min(1).max(4).default(1.5),
    /** What turns numbers into codes. */
    quantiser: z.enum(quantiserKinds).default('vq'),
    epochs: count(1, 1000).default(20),
    /** Clips that an epoch draws, at most. */
    clipsAnEpoch: count(1, 100_000).default(600),
    /** Frames in a row that a step sees of a clip: the network looks back three. */
    window: count(1, 32).default(4),
    batch: count(1, 64).default(8),
    learningRate: z.number().positive().max(0.1).default(0.0005),
    seed: count(0, 0xffff_ffff).default(42),
    /** Of these sources only; absent = all that have pictures. */
    sources: z.array(Id).optional(),
  })
  .refine(({ batch, window }) => batch * window <= mostFrames, {
    path: ['batch'],
    message: `a step sees batch · window frames, at most ${mostFrames}: take a smaller batch or window`,
  })
export type TokenizerRecipe = z.infer<typeof TokenizerRecipe>

/** psnr in dB, used 0–1 and perplexity: of clips that are held out. */
export const TokenizerEpoch = z.object({
  epoch: z.number().int(),
  trainPsnr: z.number(),
  psnr: z.number(),
  used: z.number(),
  perplexity: z.number(),
  seconds: z.number(),
})
export type TokenizerEpoch = z.infer<typeof TokenizerEpoch>

export const Tokenizer = z.object({
  id: Id,
  recipe: TokenizerRecipe,
  parameters: z.number(),
  /** Of all code books together. */
  codes: z.number(),
  /** Codes that a frame becomes. */
  tokens: z.number(),
  backend: Backend,
  clips: z.object({ train: z.number(), heldOut: z.number() }),
  epochs: z.array(TokenizerEpoch),
  /** What a person should know: codes that are hardly used. */
  warnings: z.array(z.string()),
  trainedAt: Time,
})
export type Tokenizer = z.infer<typeof Tokenizer>

/** Crops of a track beside what is left of them after encoding and decoding. */
export const Looked = z.object({
  tokenizer: Id,
  /** Which boxes of the track. */
  boxes: z.array(z.number()),
  /** In dB, of these crops. */
  psnr: z.number(),
  /** Picture under /media/: the crops side by side, and below them their reconstructions. */
  media: z.string(),
})
export type Looked = z.infer<typeof Looked>

export const tokenizers = {
  list: procedure.output(z.array(Tokenizer)),
  /** VALIDATION when there are too few tracks, or pieces of clips, with pictures. */
  train: procedure
    .input(z.object({ recipe: TokenizerRecipe, backend: Backend.nullable().default(null) }))
    .output(JobStarted.extend({ tokenizer: Id })),
  /**
   * `tokenizer`: null = the latest. VALIDATION when none was trained, or for crops of another size; UNSUPPORTED_MEDIA when
   * the track has no pictures, what a missing film throws, CONFLICT while a training keeps the learning thread busy.
   */
  look: procedure.input(z.object({ tokenizer: Id.nullable(), track: Id })).output(Looked),
}
