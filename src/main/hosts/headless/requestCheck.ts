/**
 * Who may talk to the loopback server. Every page and program of this machine can reach it, and a hostile page can
 * give 127.0.0.1 a name of its own: so Host, Origin and Sec-Fetch-Site are checked, and the token is asked for always.
 */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface Gate {
  token: string
  cookieName: string
  /** "127.0.0.1:4711" and "localhost:4711". */
  hosts: ReadonlySet<string>
}

/** The status to refuse with: 421 foreign host, 403 foreign page, 401 no token; undefined = welcome. */
export function refusalOf(
  gate: Gate,
  headers: IncomingHttpHeaders,
  needsOrigin: boolean,
): 401 | 403 | 421 | undefined {
  if (!gate.hosts.has(headers.host ?? '')) return 421
  const { origin } = headers
  if (origin === undefined ? needsOrigin : !isOwnOrigin(gate, origin)) return 403
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 403
  return isToken(gate, cookieOf(gate, headers) ?? bearerOf(headers) ?? '') ? undefined : 401
}

export function isToken({ token }: Gate, given: string): boolean {
  const [wanted, shown] = [Buffer.from(token), Buffer.from(given)]
  return wanted.length === shown.length && timingSafeEqual(wanted, shown)
}

const isOwnOrigin = ({ hosts }: Gate, origin: string): boolean =>
  origin.startsWith('http://') && hosts.has(origin.slice('http://'.length))

function cookieOf({ cookieName }: Gate, headers: IncomingHttpHeaders): string | undefined {
  const start = `${cookieName}=`
  const pair = headers.cookie?.split('; ').find((cookie) => cookie.startsWith(start))
  return pair?.slice(start.length)
}

const bearerOf = (headers: IncomingHttpHeaders): string | undefined =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
