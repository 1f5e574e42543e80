/** The player's states and what may follow on what. Pure: effects (fetching, timing) live in player.ts. */

export type PlayerStatus = 'idle' | 'loading' | 'paused' | 'playing' | 'error'

export interface PlayerModel {
  readonly status: PlayerStatus
  readonly video: number | null
  /** Last frame of the video. */
  readonly lastFrame: number
  /** The frame that was asked for. */
  readonly frame: number
  /** The frame whose pixels and boxes are on screen; null = none yet. */
  readonly shown: number | null
  /** Play goes on by itself as soon as the frame that is loading has come. */
  readonly resume: boolean
  /** Where playing turns back or stops. */
  readonly from: number
  readonly to: number
  readonly loop: boolean
  readonly problem: string | null
}

export type PlayerEvent =
  | { type: 'open'; video: number; lastFrame: number; frame: number; from: number; to: number }
  | { type: 'range'; from: number; to: number }
  | { type: 'seek'; frame: number }
  | { type: 'ready'; video: number; frame: number }
  | { type: 'failed'; video: number; frame: number; problem: string }
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'tick' }
  | { type: 'loop'; on: boolean }
  | { type: 'retry' }
  | { type: 'close' }

export const idle: PlayerModel = {
  status: 'idle',
  video: null,
  lastFrame: 0,
  frame: 0,
  shown: null,
  resume: false,
  from: 0,
  to: 0,
  loop: true,
  problem: null,
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value))

function wanting(model: PlayerModel, frame: number, resume: boolean): PlayerModel {
  const wanted = clamp(Math.round(frame), 0, model.lastFrame)
  if (wanted === model.shown) {
    return { ...model, frame: wanted, status: resume ? 'playing' : 'paused', resume: false, problem: null }
  }
  return { ...model, frame: wanted, status: 'loading', resume, problem: null }
}

/** The frame after the one shown: on, back to the start of the range, or null = the end. */
export function frameAfter(model: PlayerModel): number | null {
  if (model.shown === null) return null
  if (model.shown < model.to) return model.shown + 1
  return model.loop && model.from < model.to ? model.from : null
}

function started(model: PlayerModel): PlayerModel {
  if (model.status === 'loading') return { ...model, resume: true }
  if (model.status !== 'paused') return model
  const outside = model.frame < model.from || model.frame >= model.to
  return outside ? wanting(model, model.from, true) : { ...model, status: 'playing' }
}

function ticked(model: PlayerModel): PlayerModel {
  if (model.status !== 'playing') return model
  const after = frameAfter(model)
  return after === null ? { ...model, status: 'paused' } : wanting(model, after, true)
}

export function advance(model: PlayerModel, event: PlayerEvent): PlayerModel {
  if (event.type === 'open') {
    const { video, lastFrame, frame, from, to } = event
    const sameVideo = video === model.video
    const opened = { ...model, video, lastFrame, from, to, shown: sameVideo ? model.shown : null }
    return wanting(opened, frame, false)
  }
  if (event.type === 'loop') return { ...model, loop: event.on }
  if (event.type === 'close') return { ...idle, loop: model.loop }
  if (model.status === 'idle') return model
  switch (event.type) {
    case 'range':
      return { ...model, from: event.from, to: event.to }
    case 'seek':
      return wanting(model, event.frame, model.status === 'playing' || model.resume)
    case 'ready':
      if (event.video !== model.video || event.frame !== model.frame || model.status !== 'loading')
        return model
      return { ...model, shown: event.frame, status: model.resume ? 'playing' : 'paused', resume: false }
    case 'failed':
      if (event.video !== model.video || event.frame !== model.frame) return model
      return { ...model, status: 'error', resume: false, problem: event.problem }
    case 'play':
      return started(model)
    case 'pause':
      if (model.status === 'playing') return { ...model, status: 'paused' }
      return { ...model, resume: false }
    case 'tick':
      return ticked(model)
    case 'retry':
      return model.status === 'error' ? { ...model, status: 'loading', problem: null } : model
  }
}
