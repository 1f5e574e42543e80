import { describe, expect, it } from 'vitest'
import { FrameCache, type Picture } from '../../../src/renderer/features/review/player/frameCache.ts'

interface Fake extends Picture {
  closed: boolean
}

/** Loads that the test lets arrive, one by one. */
function loads() {
  const open = new Map<string, { arrive(): void; fail(): void; signal: AbortSignal }>()
  const made = new Map<string, Fake>()
  const load = (video: number, frame: number, signal: AbortSignal): Promise<Fake> =>
    new Promise((resolve, reject) => {
      const key = `${video}:${frame}`
      signal.addEventListener('abort', () => reject(signal.reason as Error))
      open.set(key, {
        signal,
        fail: () => reject(new Error('unreadable')),
        arrive() {
          const picture: Fake = {
            width: 10,
            height: 10,
            closed: false,
            close: () => void (picture.closed = true),
          }
          made.set(key, picture)
          resolve(picture)
        },
      })
    })
  return { load, open, made }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const never = new AbortController().signal

async function filled(
  cache: FrameCache<Fake>,
  source: ReturnType<typeof loads>,
  frames: number[],
): Promise<void> {
  for (const frame of frames) {
    const wanted = cache.want(1, frame, never)
    source.open.get(`1:${frame}`)!.arrive()
    await wanted
  }
}

describe('decoded frames', () => {
  it('are fetched once for all who want them, and then there at once', async () => {
    const source = loads()
    const cache = new FrameCache(source.load, 4000)
    const both = Promise.all([cache.want(1, 5, never), cache.want(1, 5, never)])
    expect(source.open.size).toBe(1)
    source.open.get('1:5')!.arrive()
    const [a, b] = await both
    expect(a).toBe(b)
    expect(cache.peek(1, 5)).toBe(a)
    expect(cache.peek(1, 6)).toBeUndefined()
  })

  it('go least recently used first, are closed then, and the one on screen stays', async () => {
    const source = loads()
    const cache = new FrameCache(source.load, 3 * 400)
    await filled(cache, source, [1, 2, 3])
    cache.pin(1, 1)
    cache.peek(1, 2)
    await filled(cache, source, [4])
    expect(source.made.get('1:3')!.closed).toBe(true)
    expect(cache.peek(1, 1)).toBeDefined()
    expect(cache.peek(1, 2)).toBeDefined()
    expect(cache.bytes).toBe(3 * 400)
  })

  it('abort their fetch only when nobody waits any more', async () => {
    const source = loads()
    const cache = new FrameCache(source.load, 4000)
    const first = new AbortController()
    const second = new AbortController()
    const one = cache.want(1, 5, first.signal).catch((error: Error) => error)
    const two = cache.want(1, 5, second.signal).catch((error: Error) => error)
    first.abort()
    await one
    expect(source.open.get('1:5')!.signal.aborted).toBe(false)
    second.abort()
    expect(await two).toMatchObject({ name: 'AbortError' })
    expect(source.open.get('1:5')!.signal.aborted).toBe(true)
  })

  it('are fetched again after an aborted fetch', async () => {
    const source = loads()
    const cache = new FrameCache(source.load, 4000)
    const gone = new AbortController()
    const lost = cache.want(1, 5, gone.signal).catch(() => 'lost')
    gone.abort()
    const again = cache.want(1, 5, never)
    expect(await lost).toBe('lost')
    source.open.get('1:5')!.arrive()
    await expect(again).resolves.toBeDefined()
  })

  it('are fetched ahead a few at a time, most urgent first, and no longer when they are not needed', async () => {
    const source = loads()
    const cache = new FrameCache(source.load, 4000, 2)
    cache.prefetch([1, 2, 3].map((frame) => ({ video: 1, frame })))
    expect([...source.open.keys()]).toEqual(['1:1', '1:2'])
    source.open.get('1:1')!.arrive()
    await settle()
    expect([...source.open.keys()]).toEqual(['1:1', '1:2', '1:3'])
    cache.prefetch([{ video: 1, frame: 3 }])
    expect(source.open.get('1:2')!.signal.aborted).toBe(true)
    expect(source.open.get('1:3')!.signal.aborted).toBe(false)
  })

  it('say why they can not be had', async () => {
    const source = loads()
    const cache = new FrameCache(source.load, 4000)
    const wanted = cache.want(1, 5, never)
    source.open.get('1:5')!.fail()
    await expect(wanted).rejects.toThrow('unreadable')
    expect(cache.peek(1, 5)).toBeUndefined()
  })
})
