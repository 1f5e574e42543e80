/** The built window's own files: index.html, scripts, styles, fonts. */
import fs from 'node:fs'
import path from 'node:path'
import { streamPart } from './fileResponse.ts'
import { pageHeaders } from './pageHeaders.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** `name` is the decoded path below the root, without a slash at its start. 404 for all that lies elsewhere. */
export async function pageFile(root: string, name: string): Promise<Response> {
  const file = path.join(root, name)
  const stat = file.startsWith(root + path.sep)
    ? await fs.promises.stat(file).catch(() => undefined)
    : undefined
  if (!stat?.isFile()) return new Response('not found', { status: 404, headers: pageHeaders })
  const headers = {
    ...pageHeaders,
    'content-type': types[path.extname(file)] ?? 'application/octet-stream',
    'content-length': String(stat.size),
    // Names under assets/ carry a hash of their content.
    'cache-control': name.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
  }
  const body = stat.size === 0 ? null : streamPart({ file, start: 0, end: stat.size - 1 })
  return new Response(body, { headers })
}
