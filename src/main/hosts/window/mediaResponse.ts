/** Pixels and films for the window: the engine says what an id stands for, the host sends the bytes. */
import { type ErrorCode, toTracksieveError } from '../../../shared/errors.ts'
import type { MediaAnswer, MediaAsk } from '../engine/frames.ts'
import { streamPart } from './fileResponse.ts'
import { mediaHeaders } from './pageHeaders.ts'

export type AskMedia = (ask: MediaAsk, signal: AbortSignal) => Promise<MediaAnswer>

const statuses: Partial<Record<ErrorCode, number>> = {
  NOT_FOUND: 404,
  VALIDATION: 400,
  CONFLICT: 409,
  UNSUPPORTED_MEDIA: 415,
  CANCELLED: 503,
  ENGINE_UNAVAILABLE: 503,
}

export async function mediaResponse(id: string, request: Request, ask: AskMedia): Promise<Response> {
  try {
    const range = request.headers.get('range')
    const answer = await ask({ id, method: request.method, range }, request.signal)
    return respond(answer, request.method)
  } catch (thrown) {
    const error = toTracksieveError(thrown)
    const headers = { ...mediaHeaders, 'content-type': 'application/json' }
    return new Response(JSON.stringify(error.body), { status: statuses[error.code] ?? 500, headers })
  }
}

function respond({ status, headers, body }: MediaAnswer, method: string): Response {
  const all = { ...headers, ...mediaHeaders }
  if (body === null || method === 'HEAD') return new Response(null, { status, headers: all })
  if ('file' in body) return new Response(streamPart(body), { status, headers: all })
  return new Response(body as Uint8Array<ArrayBuffer>, { status, headers: all })
}
