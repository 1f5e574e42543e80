/** The product's words, as data. Everything that names a label, a kind or a split takes it from here. */
import { z } from 'zod'

export const labels = ['persistent', 'brief', 'noise', 'unsure'] as const
/** What a person says of a track. `unsure` keeps the track out of training. */
export const Label = z.enum(labels)
export type Label = z.infer<typeof Label>

export const classes = ['persistent', 'brief', 'noise'] as const
/** What a model or a ground truth says of a track; `transient` = brief or noise. */
export const TrackClass = z.enum(classes)
export type TrackClass = z.infer<typeof TrackClass>

export const clipKinds = ['persistent', 'brief', 'noise', 'mixed'] as const
/** What a clip holds; follows from its tracks. A clip is positive when persistent or mixed. */
export const ClipKind = z.enum(clipKinds)
export type ClipKind = z.infer<typeof ClipKind>

export const splits = ['train', 'validation', 'test'] as const
/** The part of a run's data that a video belongs to; whole videos, never single tracks. */
export const Split = z.enum(splits)
export type Split = z.infer<typeof Split>

export const backends = ['tensorflow', 'wasm', 'webgpu', 'cpu'] as const
/** What computes. `tensorflow` is the native library (GPU where it finds one), `webgpu` a graphics card of any make. */
export const Backend = z.enum(backends)
/** Taken without a choice: the first that works. A graphics card may turn out to be slow software: by choice alone. */
export const defaultBackends = backends.filter((backend) => backend !== 'webgpu')
export type Backend = z.infer<typeof Backend>

/** Persistent is the positive class: the tracks that a filter keeps. */
export const isReal = (label: Label | TrackClass): boolean => label === 'persistent'
