/** What waits until a frame is painted: runs once, also where nothing is painted, and not once it is called off. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { afterPaint } from '../../../src/renderer/state/afterPaint.ts'

let frames: (() => void)[] = []
beforeEach(() => {
  frames = []
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', (id: number) => void (frames[id - 1] = () => undefined))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The frame's callbacks, then what was posted in them. */
async function paint(): Promise<void> {
  for (const frame of frames.splice(0)) frame()
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(0)
  })
}

it('runs behind the frame, once', async () => {
  const run = vi.fn()
  afterPaint(run)
  frames[0]!()
  expect(run).not.toHaveBeenCalled()
  await paint()
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1))
  vi.advanceTimersByTime(1000)
  expect(run).toHaveBeenCalledTimes(1)
})

it('runs in a window that paints nothing, too', () => {
  const run = vi.fn()
  afterPaint(run)
  vi.advanceTimersByTime(100)
  expect(run).toHaveBeenCalledTimes(1)
})

it('does not run once it was called off', async () => {
  const run = vi.fn()
  afterPaint(run)()
  await paint()
  vi.advanceTimersByTime(1000)
  expect(run).not.toHaveBeenCalled()
})
