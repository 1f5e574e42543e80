/** What no page of this app may do, whatever it comes to show. */
import { app, session, type WebContents } from 'electron'
import { windowUrl } from './origin.ts'

export function lockDown(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
  app.on('web-contents-created', (_event, contents) => confine(contents))
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    // A reload of the window itself is a navigation too.
    if (!event.url.startsWith(windowUrl)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.url.startsWith(windowUrl)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
