import { describe, expect, it } from 'vitest'
import {
  advance,
  frameAfter,
  idle,
  type PlayerEvent,
  type PlayerModel,
} from '../../../src/renderer/features/review/player/playerMachine.ts'

const opened: PlayerEvent = { type: 'open', video: 7, lastFrame: 24, frame: 3, from: 2, to: 6 }
const after = (...events: PlayerEvent[]): PlayerModel => events.reduce(advance, idle)
const ready = (frame: number): PlayerEvent => ({ type: 'ready', video: 7, frame })

describe('the player', () => {
  it('loads the frame that it was opened at and then stands still', () => {
    expect(after(opened)).toMatchObject({ status: 'loading', frame: 3, shown: null })
    expect(after(opened, ready(3))).toMatchObject({ status: 'paused', frame: 3, shown: 3 })
  })

  it('does nothing before a video is open', () => {
    for (const event of [{ type: 'play' }, { type: 'seek', frame: 4 }, { type: 'tick' }] as const) {
      expect(advance(idle, event)).toBe(idle)
    }
  })

  it('keeps what is shown until the wanted frame has come, and ignores frames that nobody wants any more', () => {
    const seeking = after(opened, ready(3), { type: 'seek', frame: 9 }, { type: 'seek', frame: 12 })
    expect(seeking).toMatchObject({ status: 'loading', frame: 12, shown: 3 })
    expect(advance(seeking, ready(9))).toBe(seeking)
    expect(advance(seeking, { type: 'ready', video: 8, frame: 12 })).toBe(seeking)
    expect(advance(seeking, ready(12))).toMatchObject({ status: 'paused', shown: 12 })
  })

  it('stays inside the video', () => {
    expect(after(opened, { type: 'seek', frame: 99 }).frame).toBe(24)
    expect(after(opened, { type: 'seek', frame: -5 }).frame).toBe(0)
  })

  it('plays frame by frame, never skipping one, and turns back at the end of the range', () => {
    let model = after(opened, ready(3), { type: 'play' })
    const seen: number[] = []
    for (let beat = 0; beat < 6; beat += 1) {
      model = advance(model, { type: 'tick' })
      expect(advance(model, { type: 'tick' })).toBe(model)
      model = advance(model, ready(model.frame))
      seen.push(model.shown!)
    }
    expect(seen).toEqual([4, 5, 6, 2, 3, 4])
    expect(model.status).toBe('playing')
  })

  it('stops at the end of the range when it does not loop, and plays from the start the next time', () => {
    const atEnd = after(opened, { type: 'loop', on: false }, { type: 'seek', frame: 6 }, ready(6), {
      type: 'play',
    })
    expect(atEnd).toMatchObject({ status: 'loading', frame: 2, resume: true })
    const last = after(
      opened,
      { type: 'loop', on: false },
      { type: 'seek', frame: 5 },
      ready(5),
      { type: 'play' },
      { type: 'tick' },
      ready(6),
    )
    expect(frameAfter(last)).toBeNull()
    expect(advance(last, { type: 'tick' })).toMatchObject({ status: 'paused', shown: 6 })
  })

  it('goes on playing after a seek while it plays, and not after a pause while it loads', () => {
    const seeking = after(opened, ready(3), { type: 'play' }, { type: 'seek', frame: 5 })
    expect(advance(seeking, ready(5)).status).toBe('playing')
    expect(advance(advance(seeking, { type: 'pause' }), ready(5)).status).toBe('paused')
  })

  it('says what went wrong, and tries again when it is asked', () => {
    const failed = after(opened, { type: 'failed', video: 7, frame: 3, problem: 'The film is gone.' })
    expect(failed).toMatchObject({ status: 'error', problem: 'The film is gone.' })
    expect(advance(failed, { type: 'retry' })).toMatchObject({ status: 'loading', problem: null })
    expect(advance(failed, { type: 'seek', frame: 4 })).toMatchObject({ status: 'loading', frame: 4 })
  })

  it('keeps the picture when another track of the same video opens, and drops it for another video', () => {
    const standing = after(opened, ready(3))
    expect(advance(standing, { ...opened, frame: 8 } as PlayerEvent).shown).toBe(3)
    expect(advance(standing, { ...opened, video: 8 } as PlayerEvent).shown).toBeNull()
  })
})
