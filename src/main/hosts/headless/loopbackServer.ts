/** The window for a browser on this machine: pages, media and the engine's line, behind a token. */
import { randomBytes } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { EngineHost } from '../engine/engineHost.ts'
import { createAnswerWindow } from '../window/answerWindow.ts'
import { type Gate, refusalOf } from './requestCheck.ts'
import { signIn } from './signIn.ts'
import { socketPort } from './socketPort.ts'
import { sendResponse, webRequest } from './webResponse.ts'

export interface LoopbackServer {
  /** With the token: for the person, and for no log. */
  url: string
  port: number
  token: string
  close(): Promise<void>
}

const largestMessage = 64 * 1024 * 1024

/** `port` 0 = any free one. Rejects with EADDRINUSE and the like. */
export async function startLoopbackServer(
  host: EngineHost,
  root: string,
  port: number,
): Promise<LoopbackServer> {
  const server = http.createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: own } = server.address() as AddressInfo
  const gate: Gate = {
    token: randomBytes(24).toString('base64url'),
    // Browsers share cookies between ports: two servers need two names.
    cookieName: `tracksieve_${own}`,
    hosts: new Set([`127.0.0.1:${own}`, `localhost:${own}`]),
  }
  const answerWindow = createAnswerWindow(root, (ask, signal) => host.media(ask, signal))

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${own}`)
    if (signIn(gate, url, request, response)) return
    const changes = request.method === 'POST'
    const refused = refusalOf(gate, request.headers, changes)
    if (refused) return refuse(response, refused)
    if (url.pathname === '/engine/state') return sendJson(response, host.state)
    if (url.pathname === '/engine/restart' && changes) {
      host.start()
      return sendJson(response, host.state)
    }
    await sendResponse(await answerWindow(webRequest(url, request, response)), response)
  }
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  })

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refused = request.url === '/engine' ? refusalOf(gate, request.headers, true) : 404
    const status = refused ?? (host.state.state === 'ready' ? undefined : 503)
    if (status) return socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (webSocket) => host.connect(socketPort(webSocket)))
  })

  return {
    url: `http://127.0.0.1:${own}/?token=${gate.token}`,
    port: own,
    token: gate.token,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end('refused')
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(value))
}
