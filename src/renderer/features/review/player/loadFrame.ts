/** One frame by its index, decoded and ready to draw. */
import { frameId, mediaUrl } from '../../../../shared/media.ts'

/** Rejects with an Error whose message a person can read. */
export async function loadFrame(video: number, frame: number, signal: AbortSignal): Promise<ImageBitmap> {
  const answer = await fetch(mediaUrl(frameId(video, frame)), { signal, priority: 'high' })
  if (!answer.ok) throw new Error(await whatWasWrong(answer, frame))
  return createImageBitmap(await answer.blob())
}

async function whatWasWrong(answer: Response, frame: number): Promise<string> {
  const text = (await answer.text()).trim()
  const plain = text.length > 0 && text.length < 300 && !text.startsWith('<')
  return plain ? text : `Frame ${frame} could not be read (${answer.status}).`
}
