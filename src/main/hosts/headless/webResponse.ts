/** Node's HTTP on one side, web requests and responses on the other. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/** Aborted when the browser hangs up. */
export function webRequest(url: URL, message: IncomingMessage, response: ServerResponse): Request {
  const abort = new AbortController()
  response.on('close', () => abort.abort())
  const { range } = message.headers
  const headers = new Headers(range === undefined ? {} : { range })
  return new Request(url, { method: message.method ?? 'GET', headers, signal: abort.signal })
}

export async function sendResponse(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (!answer.body) {
    response.end()
    return
  }
  // A browser that hangs up in the middle is no fault.
  await pipeline(Readable.fromWeb(answer.body as ReadableStream), response).catch(() => {})
}
