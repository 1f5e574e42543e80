/** What the engine answers for /media/ID, as plain data: it crosses a process, and hosts make a Response of it. */
import fs from 'node:fs'
import path from 'node:path'
import { type ErrorCode, type TracksieveError } from '../../../shared/errors.ts'

export interface MediaAsk {
  method: string
  /** The Range header. */
  range: string | null
  signal?: AbortSignal
}

/** `file`: bytes `start` to `end` (inclusive) of a file that the host streams; null = no body. */
export interface MediaAnswer {
  status: number
  headers: Record<string, string>
  body: Uint8Array | { file: string; start: number; end: number } | null
}

const safe = { 'cross-origin-resource-policy': 'same-origin', 'x-content-type-options': 'nosniff' }

/** Ids name places of the open catalogue, and another one has the same ids: only what names its content may be kept. */
const caching = { once: 'private, no-cache', always: 'private, max-age=31536000, immutable' }

export function bytesAnswer(
  bytes: Uint8Array,
  type: string,
  ask: MediaAsk,
  keep: keyof typeof caching,
): MediaAnswer {
  const headers = { ...safe, 'content-type': type, 'cache-control': caching[keep] }
  return partAnswer(bytes.length, headers, ask, (start, end) => bytes.subarray(start, end + 1))
}

/** A file with ranges; films are shown, everything else is downloaded. */
export function fileAnswer(file: string, ask: MediaAsk): MediaAnswer {
  const { size } = fs.statSync(file)
  const type = types[path.extname(file).toLowerCase()] ?? 'application/octet-stream'
  const headers: Record<string, string> = { ...safe, 'content-type': type, 'cache-control': caching.once }
  if (!type.startsWith('video/'))
    headers['content-disposition'] = `attachment; filename*=UTF-8''${encodeURIComponent(path.basename(file))}`
  return partAnswer(size, headers, ask, (start, end) => ({ file, start, end }))
}

export function errorAnswer({ body }: TracksieveError): MediaAnswer {
  const text = Buffer.from([body.message, body.hint].filter(Boolean).join(' '))
  const headers = { ...safe, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return {
    status: statuses[body.code] ?? 500,
    headers: { ...headers, 'content-length': String(text.length) },
    body: text,
  }
}

export const refusal = (status: 404 | 405, text: string): MediaAnswer => ({
  status,
  headers: {
    ...safe,
    'content-type': 'text/plain; charset=utf-8',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  },
  body: Buffer.from(text),
})

const statuses: Partial<Record<ErrorCode, number>> = {
  VALIDATION: 400,
  NOT_FOUND: 404,
  PERMISSION: 403,
  CONFLICT: 409,
  UNSUPPORTED_MEDIA: 415,
  CANCELLED: 503,
  TOOL_FAILED: 502,
  ENGINE_UNAVAILABLE: 503,
}

const types: Record<string, string> = {
  '.mp4': 'video/mp4',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
}

function partAnswer(
  size: number,
  headers: Record<string, string>,
  { method, range }: MediaAsk,
  body: (start: number, end: number) => MediaAnswer['body'],
): MediaAnswer {
  const part = readRange(range, size)
  if (part === 'unsatisfiable')
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: null }
  const { start, end } = part ?? { start: 0, end: size - 1 }
  return {
    status: part ? 206 : 200,
    headers: {
      ...headers,
      'accept-ranges': 'bytes',
      'content-length': String(end - start + 1),
      ...(part ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
    },
    body: method === 'HEAD' || size === 0 ? null : body(start, end),
  }
}

/** One range of bytes; null = the whole (no header, several ranges, or one that means nothing). */
export function readRange(
  header: string | null,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  const last = match[2] === '' ? size - 1 : Number(match[2])
  if (match[1] === '')
    return last === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - last), end: size - 1 }
  const start = Number(match[1])
  if (match[2] !== '' && last < start) return null
  return start < size ? { start, end: Math.min(last, size - 1) } : 'unsatisfiable'
}
