/** Every request of the window, in both hosts: its own files, and /media/ID. */
import { pageFile } from './pageFiles.ts'
import { pageHeaders } from './pageHeaders.ts'
import { type AskMedia, mediaResponse } from './mediaResponse.ts'

export type AnswerWindow = (request: Request) => Promise<Response>

const media = '/media/'

/** `root`: the folder of the built window. */
export function createAnswerWindow(root: string, ask: AskMedia): AnswerWindow {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    const path = decoded(new URL(request.url).pathname)
    if (path === undefined) return refuse(400)
    if (path.startsWith(media)) return mediaResponse(path.slice(media.length), request, ask)
    return pageFile(root, path === '/' ? 'index.html' : path.slice(1))
  }
}

/** undefined: not an encoding of anything. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

const refuse = (status: number): Response => new Response(null, { status, headers: pageHeaders })
