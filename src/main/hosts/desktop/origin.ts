/** The window's own origin, and who may speak for it. */
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'

export const scheme = 'app'
const host = 'tracksieve'
export const windowUrl = `${scheme}://${host}/`

export const isWindowHost = (url: URL): boolean => url.host === host

/** Only the window's top frame on the window's own pages. URL().origin is 'null' for a scheme of our own. */
export function isOwnFrame({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(windowUrl)
}
