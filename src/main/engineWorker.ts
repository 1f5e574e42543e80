/** A worker thread of the engine: runs one named task of a feature and tells of it over the task's port. */
import { setMaxListeners } from 'node:events'
import { toTracksieveError } from '../shared/errors.ts'
import type { Work } from './engine/base/work.ts'
import type { FromWorker, TaskCall, ToWorker } from './engine/jobs/messages.ts'

type Task = (input: never, work: Work) => Promise<unknown>

// A feature is loaded when its first task runs: a thread that draws never loads a learning backend.
const features: Record<string, () => Promise<{ tasks: Record<string, Task> }>> = {
  synthesis: () => import('./engine/synthesis/tasks.ts'),
  media: () => import('./engine/media/tasks.ts'),
  learning: () => import('./engine/learning/tasks.ts'),
  interchange: () => import('./engine/interchange/tasks.ts'),
}

export default async function runTask({ task, input, port }: TaskCall): Promise<void> {
  const say = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'abort') controller.abort()
  })
  const work: Work = {
    signal: controller.signal,
    progress: (progress) => say({ kind: 'progress', progress }),
    send: (message) => say({ kind: 'message', message }),
  }
  try {
    const [feature] = task.split('.')
    const found = (await features[feature ?? '']?.())?.tasks[task]
    if (!found) throw new Error(`there is no task ${task}`)
    const result = await found(input as never, work)
    say({ kind: 'result', result }, buffersOf(result))
  } catch (error) {
    say({ kind: 'error', error: toTracksieveError(error).body })
  } finally {
    port.close()
  }
}

/** Whole buffers at the top of a result are moved, not copied. */
function buffersOf(result: unknown): ArrayBuffer[] {
  const values = ArrayBuffer.isView(result)
    ? [result]
    : typeof result === 'object' && result
      ? Object.values(result)
      : []
  const buffers = values
    .filter(
      (value): value is ArrayBufferView =>
        ArrayBuffer.isView(value) && value.byteLength === value.buffer.byteLength,
    )
    .map((view) => view.buffer)
    .filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer)
  return [...new Set(buffers)]
}
