import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readTool, startTool } from '../../../src/main/engine/base/tool.ts'

const node = (script: string, options: Partial<Parameters<typeof startTool>[2]> = {}) =>
  startTool(process.execPath, ['-e', script], { name: 'helper', ...options })
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('a child program', () => {
  it('gets every byte, however slowly it reads', async () => {
    const tool = node(
      `let n = 0; process.stdin.on('data', async (c) => { n += c.length; process.stdin.pause(); setTimeout(() => process.stdin.resume(), 5) })
       process.stdin.on('end', () => console.log(n))`,
      { input: true },
    )
    let printed = ''
    tool.stdout.on('data', (chunk) => (printed += chunk))
    for (let i = 0; i < 8; i += 1) await tool.write(new Uint8Array(300_000))
    tool.endInput()
    await tool.ended
    expect(Number(printed)).toBe(2_400_000)
  })

  it('that ends while it is written to is reported with its last words', async () => {
    const tool = node(`console.error('the disk melted'); process.exit(3)`, { input: true })
    const writing = (async () => {
      while (true) await tool.write(new Uint8Array(1_000_000))
    })()
    await expect(writing).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      message: 'helper ended with status 3: the disk melted.',
    })
  })

  it('that does not exist is named, with what to do', async () => {
    const reading = readTool('/nowhere/ffmpeg', ['-version'], { name: 'ffmpeg' })
    await expect(reading).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      hint: 'Install ffmpeg, or set its path in Settings.',
    })
    await expect(reading).rejects.toThrow('/nowhere/ffmpeg')
  })

  it('that says the disk is full is a full disk', async () => {
    const reading = readTool(
      process.execPath,
      ['-e', `console.error('out.mp4: No space left on device'); process.exit(1)`],
      { name: 'ffmpeg' },
    )
    await expect(reading).rejects.toMatchObject({ code: 'DISK_FULL' })
  })

  it('that ignores a polite end is ended all the same, and the reason is the cancellation', async () => {
    const controller = new AbortController()
    const tool = node(`process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)`, {
      signal: controller.signal,
    })
    await new Promise((resolve) => tool.stdout.once('data', resolve))
    controller.abort()
    const end = await tool.ended
    expect(end.signal).toBe('SIGKILL')
    expect(isAlive(tool.pid!)).toBe(false)
    expect(await tool.failure()).toMatchObject({ code: 'CANCELLED' })
  })

  it('dies with the process that started it', async () => {
    const module = new URL('../../../src/main/engine/base/tool.ts', import.meta.url).href
    const parent = node(
      `import(${JSON.stringify(module)}).then(({ startTool }) => {
         const tool = startTool(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { name: 'child' })
         console.log(tool.pid)
         setTimeout(() => process.exit(0), 50)
       })`,
    )
    let pid = ''
    parent.stdout.on('data', (chunk) => (pid += chunk))
    await parent.ended
    for (let i = 0; i < 100 && isAlive(Number(pid)); i += 1) await wait(20)
    expect(Number(pid)).toBeGreaterThan(1)
    expect(isAlive(Number(pid))).toBe(false)
  })
})
