/** Why there is no picture, over the dark ground that stands for it. */
import { ImageOff } from 'lucide-react'
import type { Video } from '../../../../shared/contract/videos.ts'
import { Icon } from '../../../components/Icon.tsx'

export function StageNote({ video }: { video: Video }) {
  const words = video.mediaProblem ?? (video.media === 'none' ? 'These tracks came without a film.' : null)
  if (words === null) return null
  return (
    <p className="rv-nopicture">
      <Icon of={ImageOff} size={16} />
      <span>
        <b>{words}</b> Boxes are drawn to scale; everything else works as with pictures.
      </span>
    </p>
  )
}
