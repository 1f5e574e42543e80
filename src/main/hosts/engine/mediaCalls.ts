/** Questions for pixels that wait for the engine's answer. */
import { TracksieveError } from '../../../shared/errors.ts'
import { type EngineFrame, type HostFrame, type MediaAnswer, type MediaAsk, unpackAnswer } from './frames.ts'

interface Waiting {
  resolve(answer: MediaAnswer): void
  reject(error: TracksieveError): void
}

export class MediaCalls {
  private next = 1
  private readonly waiting = new Map<number, Waiting>()
  private readonly post: (frame: HostFrame) => void

  constructor(post: (frame: HostFrame) => void) {
    this.post = post
  }

  ask(ask: MediaAsk, signal: AbortSignal): Promise<MediaAnswer> {
    const call = this.next++
    return new Promise<MediaAnswer>((resolve, reject) => {
      if (signal.aborted) return reject(cancelled())
      const abort = () => {
        this.post({ kind: 'media-cancel', call })
        this.waiting.delete(call)
        reject(cancelled())
      }
      const settled = () => {
        this.waiting.delete(call)
        signal.removeEventListener('abort', abort)
      }
      signal.addEventListener('abort', abort, { once: true })
      this.waiting.set(call, {
        resolve: (answer) => (settled(), resolve(answer)),
        reject: (error) => (settled(), reject(error)),
      })
      this.post({ kind: 'media', call, ...ask })
    })
  }

  answer(frame: Extract<EngineFrame, { kind: 'media-answer' | 'media-error' }>): void {
    const waiting = this.waiting.get(frame.call)
    if (!waiting) return
    if (frame.kind === 'media-answer') return waiting.resolve(unpackAnswer(frame.answer))
    const { code, message, hint, retryable } = frame.error
    waiting.reject(new TracksieveError(code, message, hint, retryable))
  }

  lose(why: string): void {
    const error = new TracksieveError(
      'ENGINE_UNAVAILABLE',
      why,
      'It is being restarted; the picture comes then.',
      true,
    )
    for (const { reject } of [...this.waiting.values()]) reject(error)
  }
}

const cancelled = () => new TracksieveError('CANCELLED', 'Cancelled.', '', true)
