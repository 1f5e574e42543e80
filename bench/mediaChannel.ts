/**
 * What it costs to bring a picture's bytes from the engine's process to its host over Node's IPC channel: as base64
 * in JSON, which the product does, against V8's own serialisation.
 * node bench/mediaChannel.ts
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { packAnswer, type SentAnswer, unpackAnswer } from '../src/main/hosts/engine/frames.ts'

const sizes = [10_000, 100_000, 1_000_000]
const rounds = 200
const carriers = { json: 'json', advanced: 'clone' } as const

if (process.send) answer()
else await measure()

/** The engine's side: a picture of the size that is asked for. */
function answer(): void {
  const carrier = carriers[process.env.BENCH_SERIALIZATION as keyof typeof carriers]
  const bodies = new Map(sizes.map((size) => [size, new Uint8Array(size).map((_, i) => i * 31)]))
  process.on('message', (size: number) => {
    const body = bodies.get(size)!
    process.send!(packAnswer({ status: 200, headers: { 'content-type': 'image/webp' }, body }, carrier))
  })
}

async function measure(): Promise<void> {
  const rows: Record<string, string | number>[] = []
  for (const serialization of ['json', 'advanced'] as const) {
    const env = { ...process.env, BENCH_SERIALIZATION: serialization }
    const child = fork(import.meta.filename, { serialization, env })
    for (const size of sizes) {
      const times: number[] = []
      for (let i = 0; i < rounds; i += 1) {
        const from = performance.now()
        child.send(size)
        const [sent] = (await once(child, 'message')) as [SentAnswer]
        const { body } = unpackAnswer(sent)
        if (!(body instanceof Uint8Array) || body.length !== size) throw new Error('bytes were lost')
        times.push(performance.now() - from)
      }
      times.sort((a, b) => a - b)
      const at = (share: number) => Number(times[Math.floor(rounds * share)]!.toFixed(2))
      rows.push({ serialization, bytes: size, 'p50 ms': at(0.5), 'p95 ms': at(0.95) })
    }
    child.disconnect()
  }
  console.table(rows)
}
