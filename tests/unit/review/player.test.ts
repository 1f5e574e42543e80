import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Picture } from '../../../src/renderer/features/review/player/frameCache.ts'
import { Player } from '../../../src/renderer/features/review/player/player.ts'

const picture = (): Picture => ({ width: 4, height: 4, close() {} })
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Frames that arrive when the test says so; `asked` is the order in which they were fetched. */
function frames() {
  const asked: number[] = []
  const arrivals = new Map<number, () => void>()
  const gone: number[] = []
  const load = (_video: number, frame: number, signal: AbortSignal): Promise<Picture> =>
    new Promise((resolve, reject) => {
      asked.push(frame)
      arrivals.set(frame, () => resolve(picture()))
      signal.addEventListener('abort', () => {
        gone.push(frame)
        reject(signal.reason as Error)
      })
    })
  const arrive = async (frame: number): Promise<void> => {
    arrivals.get(frame)!()
    await settle()
  }
  return { load, asked, gone, arrive }
}

const opening = { video: 1, frames: 100, fps: 10, pictures: true, frame: 50, from: 40, to: 60 }

describe('the player with real frames', () => {
  let beats: ((now: number) => void)[] = []
  beforeEach(() => {
    beats = []
    vi.stubGlobal('requestAnimationFrame', (beat: (now: number) => void) => beats.push(beat))
    vi.stubGlobal('cancelAnimationFrame', () => undefined)
  })
  afterEach(() => vi.unstubAllGlobals())

  it('fetches nothing ahead before the wanted frame has come', async () => {
    const source = frames()
    const player = new Player(source.load, 10_000)
    player.open(opening)
    player.prepare([{ video: 2, frame: 7 }])
    expect(source.asked).toEqual([50])
    await source.arrive(50)
    expect(player.model()).toMatchObject({ status: 'paused', shown: 50 })
    expect(source.asked).toContain(51)
  })

  it('gives up what it fetched ahead as soon as another frame is wanted', async () => {
    const source = frames()
    const player = new Player(source.load, 10_000)
    player.open(opening)
    await source.arrive(50)
    expect(source.asked.slice(1)).toContain(51)
    player.send({ type: 'seek', frame: 90 })
    expect(source.gone).toContain(51)
    expect(source.asked.at(-1)).toBe(90)
  })

  it('keeps the fetch of a frame that was on its way when it becomes the wanted one', async () => {
    const source = frames()
    const player = new Player(source.load, 10_000)
    player.open(opening)
    await source.arrive(50)
    player.step(1)
    expect(source.gone).toEqual([])
    await source.arrive(51)
    expect(player.model()).toMatchObject({ status: 'paused', shown: 51 })
  })

  it('needs no pixels where there are none', () => {
    const source = frames()
    const player = new Player(source.load, 10_000)
    player.open({ ...opening, pictures: false })
    expect(player.model()).toMatchObject({ status: 'paused', shown: 50 })
    player.step(5)
    expect(player.model().shown).toBe(55)
    expect(source.asked).toEqual([])
  })

  it('keeps time: the next frame comes when it is due, not before', async () => {
    const source = frames()
    const player = new Player(source.load, 10_000)
    player.open({ ...opening, pictures: false })
    player.toggle()
    const began = performance.now()
    beats.pop()!(began + 20)
    expect(player.model().shown).toBe(50)
    beats.pop()!(began + 150)
    expect(player.model().shown).toBe(51)
    player.toggle()
    expect(player.model().status).toBe('paused')
    await settle()
  })
})
