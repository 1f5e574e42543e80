/**
 * What a host and the engine process say to each other, as messages of one IPC channel.
 * The contract's own traffic travels unread inside `data`; a channel is one window's line.
 */
import type { ErrorBody } from '../../../shared/errors.ts'

export type HostFrame =
  | { kind: 'open'; channel: number }
  | { kind: 'data'; channel: number; data: string }
  | { kind: 'close'; channel: number }
  | { kind: 'media'; call: number; id: string; method: string; range: string | null }
  | { kind: 'media-cancel'; call: number }
  | { kind: 'stop' }

export type EngineFrame =
  /** `refused`: why the catalogue that should have been opened at the start is not open. */
  | { kind: 'ready'; refused: ErrorBody | null }
  /** The engine can't start; its process ends after this. */
  | { kind: 'failed'; error: ErrorBody }
  /** Which catalogue is open now, so that a restarted engine opens it again. */
  | { kind: 'catalogue'; folder: string | null }
  | { kind: 'data'; channel: number; data: string }
  | { kind: 'close'; channel: number }
  | { kind: 'media-answer'; call: number; answer: SentAnswer }
  | { kind: 'media-error'; call: number; error: ErrorBody }

/** Bytes `start` to `end` (inclusive) of a file that the host reads itself. */
export interface FilePart {
  file: string
  start: number
  end: number
}

/** What the engine answers for /media/ID. */
export interface MediaAnswer {
  status: number
  headers: Record<string, string>
  body: Uint8Array | FilePart | null
}

/** A MediaAnswer on its way: JSON can't carry bytes. */
export interface SentAnswer {
  status: number
  headers: Record<string, string>
  body: { base64: string } | { bytes: Uint8Array } | FilePart | null
}

export interface MediaAsk {
  id: string
  method: string
  /** The Range header. */
  range: string | null
}

export type Carrier = 'json' | 'clone'

export function packAnswer({ status, headers, body }: MediaAnswer, carrier: Carrier): SentAnswer {
  if (!(body instanceof Uint8Array)) return { status, headers, body }
  if (carrier === 'clone') return { status, headers, body: { bytes: body } }
  return {
    status,
    headers,
    body: { base64: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64') },
  }
}

export function unpackAnswer({ status, headers, body }: SentAnswer): MediaAnswer {
  if (body === null || 'file' in body) return { status, headers, body }
  return { status, headers, body: 'bytes' in body ? body.bytes : Buffer.from(body.base64, 'base64') }
}
