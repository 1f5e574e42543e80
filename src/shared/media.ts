/** Ids of pictures and films under /media/ at the window's own origin. Opaque to everyone but this file and its reader. */
export const frameId = (video: number, frame: number): string => `frame-${video}-${frame}`
/** Frames of a clip side by side, those that `stripFrames` names, the longer side of each `size` pixels. */
export const clipStripId = (video: number, size: number): string => `clip-${video}-${size}`
/** The same of a clip that is only looked at, not stored. */
export const previewId = (preview: string, size: number): string => `preview-${preview}-${size}`
const mostInStrip = 60
/** Which frames of a clip of `frames` its strip shows: all, or of many some, evenly spread: a picture can be too wide. */
export const stripFrames = (frames: number): number[] => cropPositions(frames, mostInStrip)
/** Up to `count` square crops around a track, side by side, `size` pixels each. */
export const cropsId = (track: number, count: number, size: number): string =>
  `crops-${track}-${count}-${size}`
/** The n-th picture of a recent catalogue, also while it is closed. */
export const recentId = (key: string, n: number): string => `recent-${key}-${n}`
/** Crops of a track over their reconstructions, as `tokenizers.look` has just made it. */
export const lookedId = (tokenizer: number, track: number): string => `looked-${tokenizer}-${track}`
/** Held-out clips over their reconstructions, after an epoch: another epoch, another id. */
export const reconstructionsId = (tokenizer: number, epoch: number): string =>
  `tokenizer-${tokenizer}-${epoch}`
export const mediaUrl = (id: string): string => `/media/${id}`
/** The n-th file that a job wrote; resolved through the job's artifacts, so it holds after a restart too. */
export const artifactId = (job: number, n: number): string => `artifact-${job}-${n}`

/** Which boxes of a track of `boxes` boxes the strip of up to `count` crops shows: evenly spread, in order. */
export const cropPositions = (boxes: number, count: number): number[] => {
  const crops = Math.min(boxes, count)
  return Array.from({ length: crops }, (_, i) => Math.floor(((i + 0.5) * boxes) / crops))
}

/** Side, in pixels of the video, of the square that a track's crops show; `width`, `height`: the track's mean box. */
export const cropSide = (width: number, height: number): number => Math.max(32, 2 * Math.max(width, height))
