/** app://tracksieve/: the window's pages and media, in place of file: and of a port. */
import { protocol } from 'electron'
import type { AnswerWindow } from '../window/answerWindow.ts'
import { isWindowHost, scheme } from './origin.ts'

/** Must be called before Electron is ready. */
export function registerWindowScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }])
}

export function handleWindowProtocol(answer: AnswerWindow): void {
  protocol.handle(scheme, (request) =>
    isWindowHost(new URL(request.url)) ? answer(request) : new Response(null, { status: 404 }),
  )
}
