/** The address with the token: sets the cookie and leads to the plain address. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Gate, isToken } from './requestCheck.ts'

/** Returns whether the request was such a one, and is answered. */
export function signIn(gate: Gate, url: URL, request: IncomingMessage, response: ServerResponse): boolean {
  const token = url.searchParams.get('token')
  if (token === null || url.pathname !== '/' || request.method !== 'GET') return false
  if (!gate.hosts.has(request.headers.host ?? '')) return false
  if (!isToken(gate, token)) {
    response.writeHead(401, { 'content-type': 'text/plain' })
    response.end('This address is no longer valid. Open the one that the server printed last.')
    return true
  }
  // Not a redirect: after one from another site, the browser would keep a strict cookie back.
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'set-cookie': `${gate.cookieName}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    refresh: '0; url=/',
  })
  response.end('<!doctype html><title>Tracksieve</title>')
  return true
}
